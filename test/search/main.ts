/**
 * `npm run search [-- --failures]`: asks the search of generated servers the questions of `questions.json`, and prints how
 * many of them have a right operation among the first five. Exits 1 below 90 %. Every third question is held out: its
 * failures are never shown, so that nobody tunes the search on it.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { decide } from "../../src/decide.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { Stages } from "../../src/stages.js";
import type { Operation } from "../../templates/runtime/surface/operation.js";
import { operationSearch } from "../../templates/runtime/surface/search.js";
import { findCorpus, readManifest, type CorpusDocument } from "../corpus/documents.js";

interface Question {
  readonly ask: string;
  /** Operations that answer it, each as `METHOD /path`. */
  readonly accept: readonly string[];
}

/** A question and what the search found. */
interface Answer {
  readonly question: Question;
  readonly isHeldOut: boolean;
  readonly found: readonly Operation[];
  /** The place of the first right operation, from 1; Infinity where there is none. */
  readonly rank: number;
}

const leastPercent = 90;
const root = fileURLToPath(new URL("../../../", import.meta.url));
const questions = JSON.parse(readFileSync(join(root, "test/search/questions.json"), "utf8")) as Readonly<
  Record<string, readonly Question[]>
>;

/** The operations of a document's server, as it has them when it searches. */
async function operationsOf({ path: spec }: CorpusDocument): Promise<Operation[]> {
  const options = { spec, surface: "search", output: "unused" } as const;
  const { project } = await decide(options, root, new Stages(), new Diagnostics());
  const call = (): Promise<never> => Promise.reject(new Error("nothing is called"));
  return project.tools.map((tool) => {
    const { name, method, path, description, annotations, inputSchema, title, tags } = tool;
    const found = { name, description, annotations, inputSchema: { ...inputSchema }, tags, call };
    return { name, method, path, tool: { ...found, ...(title !== undefined && { title }) } };
  });
}

async function answersFor(document: CorpusDocument, asked: readonly Question[]): Promise<Answer[]> {
  const search = operationSearch(await operationsOf(document));
  return asked.map((question, index) => {
    const found = search({ query: question.ask });
    const place = found.findIndex(({ method, path }) => question.accept.includes(`${method} ${path}`));
    return { question, isHeldOut: index % 3 === 2, found, rank: place < 0 ? Infinity : place + 1 };
  });
}

function score(answers: readonly Answer[], most: number): string {
  const right = answers.filter(({ rank }) => rank <= most).length;
  return `${right}/${answers.length} ${percent(answers, most).toFixed(1)} %`;
}

function percent(answers: readonly Answer[], most: number): number {
  return (100 * answers.filter(({ rank }) => rank <= most).length) / answers.length;
}

function printLine(what: string, answers: readonly Answer[]): void {
  console.log(
    [what.padEnd(24), ...[1, 5, 10].map((most) => score(answers, most).padStart(16))].join("").trimEnd(),
  );
}

function printFailures(answers: readonly Answer[]): void {
  for (const { question, found, rank } of answers.filter((each) => each.rank > 5 && !each.isHeldOut)) {
    console.log(`  ${rank}: ${question.ask}`);
    for (const { method, path } of found.slice(0, 5)) console.log(`      ${method} ${path}`);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { failures: { type: "boolean", default: false } } });
  const corpus = findCorpus(root);
  if (corpus === undefined) return console.log("search: skipped, the documents are not here");
  const documents = new Map(readManifest(corpus).map((document) => [document.id, document]));
  const all: Answer[] = [];
  console.log(
    [" ".repeat(24), ..."first,first 5,first 10".split(",").map((cell) => cell.padStart(16))].join(""),
  );
  for (const [id, asked] of Object.entries(questions)) {
    const document = documents.get(id);
    if (document === undefined) throw new Error(`${id} is not in the manifest`);
    const answers = await answersFor(document, asked);
    printLine(id, answers);
    if (values.failures) printFailures(answers);
    all.push(...answers);
  }
  printLine("all", all);
  printLine(
    "held out of the tuning",
    all.filter(({ isHeldOut }) => isHeldOut),
  );
  if (percent(all, 5) < leastPercent) process.exitCode = 1;
}

await main();
