/** Every waiver, and which of them a refusal needs. */
import type { Ease } from "../prism/inline-schema.js";
import type { Finding } from "../prism/prism.js";
import { bodyWaivers } from "./bodies.js";
import { parameterWaivers } from "./parameters.js";
import { schemaWaivers } from "./schemas.js";
import type { Refusal, Waiver } from "./waiver.js";

/** All of them. */
export const waivers: readonly Waiver[] = [...parameterWaivers, ...bodyWaivers, ...schemaWaivers];

/** What is known of a refused part besides the finding. */
export interface Refused extends Omit<Refusal, "finding" | "objection"> {
  readonly finding: Finding;
  /** What prism finds when the schemas of the document are changed. */
  readonly rejudge: (eases: readonly Ease[]) => Finding | undefined;
}

/** The waivers that together explain everything that prism objects to; `undefined` when there is something left. */
export function waiversOf(refused: Refused, list = waivers): readonly Waiver[] | undefined {
  const plainly = explained(refused, refused.finding, list);
  if (plainly !== undefined) return plainly;
  const easing = list.filter((waiver) => "ease" in waiver);
  for (const set of [...easing.map((each) => [each]), easing]) {
    const used = withEases(refused, set, list);
    if (used !== undefined) return set.length === 1 ? used : necessary(refused, set, list);
  }
  return undefined;
}

type Easing = Extract<Waiver, { readonly ease: Ease }>;

function withEases(
  refused: Refused,
  set: readonly Easing[],
  list: readonly Waiver[],
): readonly Waiver[] | undefined {
  const finding = refused.rejudge(set.map(({ ease }) => ease));
  const rest = finding && explained(refused, finding, list);
  return rest && [...set, ...rest];
}

/** Those of several eases without which prism would still refuse. */
function necessary(
  refused: Refused,
  set: readonly Easing[],
  list: readonly Waiver[],
): readonly Waiver[] | undefined {
  const needed = set.reduce<readonly Easing[]>((kept, each) => {
    const without = kept.filter((other) => other !== each);
    return withEases(refused, without, list) === undefined ? kept : without;
  }, set);
  return withEases(refused, needed, list);
}

/** A waiver for each objection of a finding. */
function explained(
  { request, value, path }: Refused,
  finding: Finding,
  list: readonly Waiver[],
): readonly Waiver[] | undefined {
  const found = finding.objections.map((objection) =>
    list.find(
      (waiver) => "applies" in waiver && waiver.applies({ finding, objection, request, value, path }),
    ),
  );
  return found.every((each) => each !== undefined) ? [...new Set(found)] : undefined;
}
