/**
 * `npm run search [-- --failures] [-- --held-out]`: asks the search of generated servers the questions of
 * `questions.json`, and prints how many of them have a right operation among the first five. Every third question is
 * held out: it is asked with `--held-out` only, so that nobody tunes the search on it. Exits 1 below 90 %.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { decide } from "../../src/decide.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { sharedSchemas, wholeSchema } from "../../src/project/listing.js";
import { Stages } from "../../src/stages.js";
import type { Operation } from "../../templates/runtime/surface/operation.js";
import { operationSearch } from "../../templates/runtime/surface/search.js";
import { findCorpus, readManifest, type CorpusDocument } from "../corpus/documents.js";

interface Question {
  readonly ask: string;
  /** Operations that answer it, each as `METHOD /path`. */
  readonly accept: readonly string[];
}

const root = fileURLToPath(new URL("../../../", import.meta.url));
const questions = JSON.parse(readFileSync(join(root, "test/search/questions.json"), "utf8")) as Readonly<
  Record<string, readonly Question[]>
>;
const isHeldOut = (index: number): boolean => index % 3 === 2;

/** The operations of a document's server, as it has them when it searches. */
async function operationsOf({ path, flags }: CorpusDocument): Promise<Operation[]> {
  const options = { spec: path, surface: "search", output: "unused", ...(flags.length > 0 && {}) } as const;
  const { project } = await decide(options, root, new Stages(), new Diagnostics());
  const shared = sharedSchemas(project);
  return project.tools.map(({ name, method, path: route, ...tool }) => ({
    name,
    method,
    path: route,
    tool: { ...tool, name, inputSchema: wholeSchema({ ...tool, name } as never, shared), call: () => Promise.reject(new Error()) },
  }));
}

/** The place of the first right operation, from 1; Infinity where there is none. */
function rank(found: readonly Operation[], { accept }: Question): number {
  const place = found.findIndex(({ method, path }) => accept.includes(`${method} ${path}`));
  return place < 0 ? Infinity : place + 1;
}

const { values } = parseArgs({ options: { failures: { type: "boolean" }, "held-out": { type: "boolean" } } });
const corpus = findCorpus(root);
if (corpus === undefined) {
  console.log("search: skipped, the documents are not here");
  process.exit(0);
}
const documents = readManifest(corpus);
for (const [id, asked] of Object.entries(questions)) {
  const document = documents.find((each) => each.id === id);
  if (document === undefined) continue;
  const operations = await operationsOf(document);
  const start = performance.now();
  const search = operationSearch(operations);
  const built = performance.now();
  const kept = asked.filter((_, index) => isHeldOut(index) === (values["held-out"] === true));
  const ranks = kept.map((question) => ({ question, found: search({ query: question.ask }) })).map(({ question, found }) => ({ question, found, rank: rank(found, question) }));
  const perQuery = (performance.now() - built) / kept.length;
  const within = (n: number): number => ranks.filter(({ rank }) => rank <= n).length;
  console.log(id, `first ${within(1)} / ${kept.length}, first five ${within(5)} / ${kept.length} = ${((100 * within(5)) / kept.length).toFixed(1)} %; index ${(built - start).toFixed(0)} ms, query ${perQuery.toFixed(1)} ms`);
  if (values.failures === true && values["held-out"] !== true) {
    for (const { question, found, rank } of ranks.filter(({ rank }) => rank > 5)) {
      console.log(`  ${rank} "${question.ask}"`);
      for (const { method, path } of found.slice(0, 5)) console.log(`      ${method} ${path}`);
    }
  }
}
