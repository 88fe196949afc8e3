/** What a run prints: for people, and as JSON for programs. */
import { relative } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { diagnosticsToJson, printDiagnostics } from "../diagnostics/print.js";
import { mostShown, someOf } from "../diagnostics/some-of.js";
import { visibleText } from "../diagnostics/visible-text.js";
import type { GenerateReport, ProblemsError } from "../generate.js";

/** What a run has to say about the input. */
export type Diagnosed = Pick<GenerateReport, "diagnostics" | "sources">;

/** Every diagnostic with its code frame; many of a kind are counted after the first few. */
export function textOfDiagnostics({ diagnostics, sources }: Diagnosed, colour: boolean): string {
  const counts = new Map<string, number>();
  const shown = diagnostics.filter(({ code, severity }) => {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    return severity === "error" || count <= mostShown;
  });
  if (shown.length === 0) return "";
  const text = printDiagnostics(shown, { sources, colour });
  return [text.trimEnd(), ...leftOut(diagnostics, shown), "", ""].join("\n");
}

function leftOut(all: readonly Diagnostic[], shown: readonly Diagnostic[]): string[] {
  const codes = new Set(all.map(({ code }) => code));
  return [...codes].flatMap((code) => {
    const more =
      all.filter((each) => each.code === code).length - shown.filter((each) => each.code === code).length;
    return more === 0 ? [] : ["", `${more} more of ${code}; --json prints them all.`];
  });
}

/** The end of a successful run: what was written, what became of the operations, and what to type next. */
export function textOfReport(report: GenerateReport, dryRun: boolean, cwd: string): string {
  const { files, output } = report;
  const folder = relative(cwd, output) || ".";
  return [
    headline(files, folder, dryRun),
    ...operationLines(report),
    ...report.exclusions.map(({ by, operations }) =>
      visibleText(`  excluded by ${by}: ${someOf(operations)}`),
    ),
    ...shortened(report.shortenedNames),
    ...renamed(report.renamed),
    ...addedDependencies(files.addedDependencies),
    ...rebuilt(files.rebuilt),
    `tools/list is about ${report.toolsListTokens.toLocaleString("en-US")} tokens`,
    ...(dryRun || files.written.length === 0 ? [] : nextCommands(folder)),
  ].join("\n");
}

/** What became of the operations. */
export function operationLines({
  operations,
  skipped,
}: Pick<GenerateReport, "operations" | "skipped">): string[] {
  const parts = [
    operations.tools === 0 ? "" : plural(operations.tools, "tool"),
    operations.resources === 0 ? "" : plural(operations.resources, "resource"),
    count(operations.excluded, "excluded"),
    count(operations.skipped, "skipped"),
  ];
  return [
    `${plural(operations.total, "operation")}: ${joined(parts) || "none exposed"}`,
    ...skipped.map(({ method, path, reason }) => visibleText(`  skipped ${method} ${path}: ${reason}`)),
  ];
}

function shortened(names: GenerateReport["shortenedNames"]): string[] {
  return someLines(
    names.map(({ name, shortFor }) => `shortened ${shortFor} to ${name}`),
    "shortened",
  );
}

function renamed(names: GenerateReport["renamed"]): string[] {
  return someLines(
    names.map(({ from, to }) => `renamed ${from} to ${to}`),
    "renamed",
  );
}

function someLines(all: readonly string[], what: string): string[] {
  const lines = all.map((line) => visibleText(`  ${line}`));
  const more = lines.length - mostShown;
  return more <= 0 ? lines : [...lines.slice(0, mostShown), `  ${what} ${more} more; --json has them all`];
}

/** What a run wrote, in one line. */
export function headline(
  { written, unchanged, removed, kept }: GenerateReport["files"],
  folder: string,
  dryRun: boolean,
): string {
  if (written.length + removed.length === 0)
    return `${folder} is up to date: ${plural(unchanged.length, "file")} unchanged`;
  const parts = [
    `${plural(written.length, "file")} ${dryRun ? "to write" : "written"}`,
    count(unchanged.length, "unchanged"),
    count(removed.length, "removed"),
    count(kept.length, "of yours kept"),
  ];
  return `${dryRun ? "Would generate" : "Generated"} ${folder}: ${joined(parts)}`;
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(", ");
}

function nextCommands(folder: string): string[] {
  const change = folder === "." ? "" : `cd ${quoted(folder)} && `;
  return ["", "Next:", `  ${change}npm install && npm run build`, "  node dist/index.js --list"];
}

/** A number of things, the noun in its singular. */
export function plural(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

function count(number: number, what: string): string {
  return number === 0 ? "" : `${number} ${what}`;
}

/** A line that says what to install, where something was missing. */
export function addedDependencies(names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`Added to your package.json: ${names.join(", ")}`];
}

function rebuilt(paths: readonly string[]): string[] {
  return paths.length === 0 ? [] : [visibleText(`Made anew after a merge: ${someOf(paths)}`)];
}

/** A path as a shell takes it. */
export function quoted(path: string): string {
  if (/^[\w./][\w./-]*$/.test(path)) return path;
  const quote = process.platform === "win32" ? `"${path}"` : `'${path.replaceAll("'", "'\\''")}'`;
  return path.startsWith("-") ? `./${quote}` : quote;
}

/** The report as one JSON object. */
export function jsonOfReport(
  { sources, diagnostics, ...report }: GenerateReport,
  peakMemoryBytes: number,
): string {
  return JSON.stringify({
    ok: true,
    ...report,
    diagnostics: diagnosticsToJson(diagnostics, sources),
    peakMemoryBytes,
  });
}

/** The problems of a run that wrote nothing, as one JSON object. */
export function jsonOfProblems({ sources, diagnostics }: ProblemsError): string {
  return JSON.stringify({ ok: false, diagnostics: diagnosticsToJson(diagnostics, sources) });
}
