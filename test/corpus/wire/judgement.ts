/** What both judges say of a call, part by part. */
import type { Reader } from "../../../src/openapi/reader.js";
import { bodyOf } from "./judge-body.js";
import { judge, type Call } from "./judge.js";
import { judgeByPrism, type Finding } from "./prism/prism.js";
import type { Verdict } from "./values.js";
import type { Waiver } from "./waivers/waiver.js";
import { waiversOf } from "./waivers/waivers.js";

/** One part of a request. */
export interface Judgement {
  /** Place, style and kind: the class that is counted. */
  readonly label: string;
  /** What the independent decoder says; absent where it has nothing to say. */
  readonly decoder?: { readonly problem?: string };
  readonly prism?: ByPrism;
}

/** What prism says of a part. */
export interface ByPrism {
  /** Why it has nothing to say. */
  readonly notJudged?: string;
  readonly problem?: string;
  /** Why what it refuses is right all the same. */
  readonly waivers: readonly Waiver[];
}

/** The judgements on a call. Prism sees parts that the decoder does not: parameters of which nothing was sent. */
export function judgements(call: Call, reader: Reader): Judgement[] {
  const verdicts = judge(call);
  const findings = judgeByPrism(reader, call.operation, call.request);
  const keys = new Set(verdicts.map(({ part }) => part.key));
  return [
    ...verdicts.map((verdict) => both(verdict, findings, call, reader)),
    ...findings
      .filter(({ part }) => !keys.has(part.key))
      .map((finding) => ({
        label: `${finding.part.place}, nothing sent`,
        prism: byPrism(finding, call, reader),
      })),
  ];
}

function both(
  { part, label, judged, problem }: Verdict,
  findings: readonly Finding[],
  call: Call,
  reader: Reader,
): Judgement {
  const finding = findings.find((each) => each.part.key === part.key);
  return {
    label,
    ...(judged ? { decoder: problem === undefined ? {} : { problem } } : {}),
    ...(finding === undefined ? {} : { prism: byPrism(finding, call, reader) }),
  };
}

function byPrism(finding: Finding, call: Call, reader: Reader): ByPrism {
  const { part, notJudged, objections } = finding;
  if (notJudged !== undefined) return { notJudged, waivers: [] };
  if (objections.length === 0) return { waivers: [] };
  const { operation, request } = call;
  const waivers = waiversOf({
    finding,
    request,
    path: operation.path,
    value: valueOf(finding, call),
    rejudge: (eases) =>
      judgeByPrism(reader, operation, request, eases).find((each) => each.part.key === part.key),
  });
  return waivers === undefined
    ? { problem: objections.map(({ message }) => message).join("; "), waivers: [] }
    : { waivers };
}

/** The argument that a part carries. */
function valueOf({ part }: Finding, call: Call): unknown {
  if (part.place === "body") return bodyOf(call);
  const isOfPart = (name: string): boolean =>
    part.place === "header" ? name.toLowerCase() === part.name.toLowerCase() : name === part.name;
  const argument = call.tool.arguments.find(
    ({ place, wireName }) => place === part.place && isOfPart(wireName),
  );
  return argument === undefined ? undefined : call.args[argument.name];
}
