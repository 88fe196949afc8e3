/** Generates a project of hostile inputs and reads back what was written. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ProblemsError } from "../../src/diagnostics/diagnostic.js";
import type { generate, inspect } from "../../src/generate.js";
import type { JsonObject } from "../../src/json/json.js";
import type { ToolListing } from "../../templates/runtime/protocol.js";
import { writeInputs } from "./inputs.js";
import { bases, type Position, type Scene } from "./positions/index.js";
import type { Golden, ResourceListing } from "./view.js";

/** mcpgen, or a copy of it with an escape less. */
export interface Mcpgen {
  readonly generate: typeof generate;
  readonly inspect: typeof inspect;
}

/** What was written. */
export interface Project {
  /** Absolute. */
  readonly folder: string;
  /** The files by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly tools: readonly ToolListing[];
  readonly resources: readonly ResourceListing[];
  /** By name of the tool or resource. */
  readonly goldens: ReadonlyMap<string, Golden>;
  /** The operations that were left out with a warning: `METHOD /path`. */
  readonly skipped: readonly string[];
  /** What stands beside the project and was not there before. */
  readonly outside: readonly string[];
}

/** Why there is no project: what mcpgen says of the inputs, or an error that nobody should see. */
export type Refusal = { readonly problems: readonly string[] } | { readonly crash: string };

/** A text at some positions of a scene. */
export interface Case {
  readonly scene: Scene;
  readonly text: string;
  readonly positions: readonly Position[];
}

/** The folder of a project below that of its inputs. */
const output = "project";

/** Generates. @param folder of its own, which is not there yet */
export async function generateCase(mcpgen: Mcpgen, each: Case, folder: string): Promise<Project | Refusal> {
  const inputs = prepare(each, folder);
  return attempt(async () => {
    const before = new Set(readdirSync(folder));
    const report = await mcpgen.generate({ ...inputs, output, cwd: folder });
    const skipped = report.skipped.map(({ method, path }) => `${method} ${path}`);
    return readProject(folder, skipped, before);
  });
}

/** Whether the inputs are refused, without emitting anything. */
export async function refusalOf(mcpgen: Mcpgen, each: Case, folder: string): Promise<Refusal | undefined> {
  const inputs = prepare(each, folder);
  return attempt(async () => {
    await mcpgen.inspect({ ...inputs, output, cwd: folder });
    return undefined;
  });
}

/** Whether there is a project. */
export function isProject(result: Project | Refusal): result is Project {
  return "files" in result;
}

function prepare({ scene, text, positions }: Case, folder: string): { spec: string; config: string } {
  return writeInputs(
    folder,
    bases[scene],
    positions.map(({ patch }) => patch(text)),
  );
}

async function attempt<Result>(work: () => Promise<Result>): Promise<Result | Refusal> {
  try {
    return await work();
  } catch (error) {
    // By its member: a copy of mcpgen has a class of its own.
    if (error instanceof Error && "diagnostics" in error) {
      const { diagnostics } = error as ProblemsError;
      return {
        problems: diagnostics
          .filter(({ severity }) => severity === "error")
          .map(({ code, title }) => `${code}: ${title}`),
      };
    }
    return { crash: String(error instanceof Error ? error.stack : error) };
  }
}

function readProject(folder: string, skipped: readonly string[], before: ReadonlySet<string>): Project {
  const files = readFiles(join(folder, output));
  const requests = read<{ tools: Record<string, Golden>; resources?: Record<string, Golden> }>(
    files,
    "requests.json",
  );
  const lists = files.has("test/generated/resources-list.json")
    ? read<{ resources: ResourceListing[]; resourceTemplates: ResourceListing[] }>(
        files,
        "resources-list.json",
      )
    : { resources: [], resourceTemplates: [] };
  return {
    folder: join(folder, output),
    files,
    tools: read<ToolListing[]>(files, "tools-list.json"),
    resources: [...lists.resources, ...lists.resourceTemplates],
    goldens: new Map([...Object.entries(requests.tools), ...Object.entries(requests.resources ?? {})]),
    skipped,
    outside: readdirSync(folder).filter((name) => !before.has(name) && name !== output),
  };
}

function readFiles(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1).replaceAll("\\", "/"), readFileSync(path, "utf8")]),
  );
}

/** A file of `test/generated`, which has the shape that the generated project's own test reads. */
function read<Shape extends JsonObject | object>(files: ReadonlyMap<string, string>, name: string): Shape {
  return JSON.parse(files.get(`test/generated/${name}`) ?? "null") as Shape;
}
