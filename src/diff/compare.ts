/** Compares two servers: everything that changes for a model, graded. */
import { isDeepStrictEqual } from "node:util";
import { changed, type Change, type ComponentId, type Finding } from "./change.js";
import { compareRequests } from "./compare-request.js";
import { compareServers } from "./compare-server.js";
import { compareListed } from "./compare-listed.js";
import { compareModes, comparePins } from "./compare-listing.js";
import type { ComponentRecord, Surface } from "./surface.js";

/** Every change, the server's own first, then by component in the order of the lists; what is gone comes last. */
export function compare(before: Surface, after: Surface): Change[] {
  const { pairs, gone, come } = match(before.components, after.components);
  const sameCredentials = isDeepStrictEqual(before.upstream?.credentials, after.upstream?.credentials);
  return [
    ...compareModes(before, after),
    ...compareServers(before.upstream, after.upstream),
    ...pairs.flatMap((pair) =>
      about(pair[1], [...comparePair(...pair, sameCredentials), ...comparePins(pair, before, after)]),
    ),
    ...come.flatMap((each) => about(each, [component("compatible", "added")])),
    ...gone.flatMap((each) => about(each, [component("breaking", "removed")])),
  ];
}

function component(grade: Finding["grade"], word: string): Finding {
  return { grade, kind: "component", words: [word] };
}

function about({ type, name, operation }: ComponentRecord, findings: readonly Finding[]): Change[] {
  const id: ComponentId = { type, name, ...(operation === undefined ? {} : { operation }) };
  return findings.map((finding) => ({ ...finding, component: id }));
}

function comparePair(one: ComponentRecord, other: ComponentRecord, sameCredentials: boolean): Finding[] {
  if (one.type !== other.type) {
    const words = [`a ${one.type} before, and a ${other.type} now`];
    return [{ grade: "breaking", kind: "component", words, before: one.type, after: other.type }];
  }
  const renamed =
    one.name === other.name
      ? []
      : [changed("breaking", "component", ["renamed"], { before: one.name, after: other.name })];
  return [...renamed, ...compareListed(one, other), ...compareRequests(one, other, sameCredentials)];
}

interface Match {
  readonly pairs: readonly (readonly [ComponentRecord, ComponentRecord])[];
  readonly gone: readonly ComponentRecord[];
  readonly come: readonly ComponentRecord[];
}

/** What goes together: first by name, then by operation, of the same type or of another. */
function match(before: readonly ComponentRecord[], after: readonly ComponentRecord[]): Match {
  const partners = new Map<ComponentRecord, ComponentRecord>();
  const taken = new Set<ComponentRecord>();
  const keys: ((each: ComponentRecord) => string | undefined)[] = [
    ({ type, name }) => `${type} ${name}`,
    ({ type, operation }) => operation && `${type} ${operation}`,
    ({ operation }) => operation,
  ];
  for (const keyOf of keys) {
    const free = new Map<string, ComponentRecord>();
    for (const each of before) if (!taken.has(each)) free.set(keyOf(each) ?? "", each);
    for (const each of after) {
      const key = keyOf(each);
      const partner = key === undefined || partners.has(each) ? undefined : free.get(key);
      if (partner === undefined || taken.has(partner)) continue;
      partners.set(each, partner);
      taken.add(partner);
    }
  }
  return {
    pairs: after.flatMap((each) => {
      const partner = partners.get(each);
      return partner === undefined ? [] : [[partner, each] as const];
    }),
    gone: before.filter((each) => !taken.has(each)),
    come: after.filter((each) => !partners.has(each)),
  };
}
