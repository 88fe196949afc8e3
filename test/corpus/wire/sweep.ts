/**
 * Every operation of a document: called in its built server through a real client by the project's own contract test, and
 * its request judged by what did not encode it.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { emptyConfig } from "../../../src/config/config.js";
import { Diagnostics } from "../../../src/diagnostics/diagnostic.js";
import type { Goldens } from "../../../src/golden/golden.js";
import { loadDocument } from "../../../src/load/load.js";
import { map } from "../../../src/mapping/map.js";
import { parse } from "../../../src/openapi/parse.js";
import { Reader } from "../../../src/openapi/reader.js";
import { judgements, type Judgement } from "./judgement.js";

/** What was found in one document. */
export interface Sweep {
  readonly operations: number;
  /** Called by the contract test, and answered as recorded. */
  readonly called: number;
  readonly untested: readonly string[];
  readonly judged: readonly { readonly tool: string; readonly judgement: Judgement }[];
  /** What the contract test says when it fails. */
  readonly failures: readonly string[];
}

/** Sweeps a generated and built project. @param refRoot as on the command line */
export async function sweep(document: string, project: string, refRoot?: string): Promise<Sweep> {
  const diagnostics = new Diagnostics();
  const loading = {
    cwd: dirname(document),
    allowRefs: [],
    ...(refRoot === undefined ? {} : { refRoot: resolve(refRoot) }),
  };
  const loaded = await loadDocument(document, loading, diagnostics);
  const api = parse(loaded, diagnostics);
  const reader = new Reader(loaded, diagnostics);
  const { tools } = map(api, emptyConfig, undefined, diagnostics).project;
  const goldens = JSON.parse(readFileSync(join(project, "test/generated/requests.json"), "utf8")) as Goldens;
  const judged = tools.flatMap((tool, index) => {
    const golden = goldens.tools[tool.name];
    const operation = api.operations[index];
    if (golden === undefined || operation === undefined) return [];
    const args = golden.arguments as Record<string, unknown>;
    const call = { operation, tool, args, request: golden.request };
    return judgements(call, reader).map((judgement) => ({ tool: tool.name, judgement }));
  });
  return { operations: tools.length, untested: goldens.untested, judged, ...contractTest(project) };
}

function contractTest(project: string): Pick<Sweep, "called" | "failures"> {
  const { stdout } = spawnSync(
    process.execPath,
    ["--test", "--test-reporter=tap", "test/generated/contract.test.mjs"],
    {
      cwd: project,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    },
  );
  const lines = stdout.split("\n").map((line) => line.trim());
  return {
    called: lines.filter((line) => /^ok \d+ - .* sends the recorded request$/.test(line)).length,
    failures: lines.filter((line) => line.startsWith("not ok ")),
  };
}
