/**
 * The matrix: each payload at each position. Those that may stand where they stand are in one document, for each payload
 * and scene; where that is refused, or something is wrong with its project, halves of it tell which positions are to blame.
 */
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { plainOf, projectProblems, type Plain } from "./checks/index.js";
import { parseSources, stringsOf } from "./checks/sources.js";
import { marker, plain as plainPayload, type Payload } from "./payloads.js";
import { positions, type Position, type Scene } from "./positions/index.js";
import { operationIdOf } from "./positions/position.js";
import {
  generateCase,
  isProject,
  refusalOf,
  type Case,
  type Mcpgen,
  type Project,
  type Refusal,
} from "./project.js";
import type { View } from "./view.js";

/** What came of a payload at a position. */
export interface Cell {
  readonly payload: string;
  readonly position: string;
  /** Whether OpenAPI, HTTP or the config allow the text there. */
  readonly allowed: boolean;
  readonly verdict: "ok" | "refused" | "wrong";
  /** Why, where it is not ok. */
  readonly why?: string;
}

/** Where the project of a payload is. */
export interface GeneratedProject {
  readonly payload: string;
  /** Absolute. */
  readonly folder: string;
  /** Whether the text may stand wherever it stands in the document. */
  readonly allowed: boolean;
}

const scenes = ["openapi", "swagger", "lone"] as const;
/** What projects of plain documents say. Keys that are names are written without quotes, and not every legal argument is one. */
const texts = [plainPayload.text, marker, `-${marker}`];

/** Fewer operations than `tools/list` says everything of. */
const positionsInADocument = 100;

/** Plays cells with one mcpgen. */
export class Matrix {
  #documents = 0;
  /** The projects that nothing is wrong with, as far as was looked. */
  readonly projects: GeneratedProject[] = [];

  private constructor(
    private readonly mcpgen: Mcpgen,
    private readonly folder: string,
    private readonly plain: Plain,
  ) {}

  /** Learns what projects of plain documents look like. @param folder absolute, for projects */
  static async open(mcpgen: Mcpgen, folder: string, templates: URL): Promise<Matrix> {
    const [resources, others] = split(positions, ({ name }) => name.startsWith("resource "));
    const groups: readonly (readonly [string, Scene, readonly Position[]])[] = [
      ...scenes.flatMap((scene) => texts.map((text) => [text, scene, positions] as const)),
      // What a README says where there are no tools, no resources, or neither.
      ...[resources, others, []].map((each) => [plainPayload.text, "openapi", each] as const),
    ];
    const cases = groups.map(([text, scene, group]): Case => ({
      text,
      scene,
      positions: group.filter((each) => each.scene === scene && allows(each, text)),
    }));
    const projects: Project[] = [];
    for (const [index, each] of cases.entries()) {
      const project = await generateCase(mcpgen, each, join(folder, `plain-${index}`));
      if (!isProject(project)) throw new Error(`a plain document is refused: ${JSON.stringify(project)}`);
      projects.push(project);
    }
    const [first, ...rest] = projects;
    if (first === undefined) throw new Error("there are no plain documents");
    return new Matrix(mcpgen, folder, plainOf([first, ...rest], templates));
  }

  /** The same with another mcpgen. @param folder absolute, for its projects */
  with(mcpgen: Mcpgen, folder: string): Matrix {
    return new Matrix(mcpgen, folder, this.plain);
  }

  /** The cells of a payload. */
  async row(payload: Payload, at: readonly Position[] = positions): Promise<Cell[]> {
    const cells: Cell[] = [];
    for (const each of casesOf(payload.text, at)) {
      // What may stand there is hardly ever refused, so its project is tried first.
      const whole = allows(each.positions[0], each.text) ? await this.#generate(each) : undefined;
      if (whole !== undefined && isProject(whole)) {
        cells.push(...(await this.#play(payload, each, whole)));
        continue;
      }
      const { accepted, refused } = await this.#accepted(each);
      cells.push(...refused.map(([position, refusal]) => cellOf(payload, position, refusal)));
      for (const group of accepted) cells.push(...(await this.#play(payload, group)));
    }
    return cells;
  }

  /** The positions that are not refused, in as few documents as can be. */
  async #accepted(each: Case): Promise<{ accepted: Case[]; refused: (readonly [Position, Refusal])[] }> {
    const refusal = await refusalOf(this.mcpgen, each, this.#nextFolder());
    if (refusal === undefined) return { accepted: [each], refused: [] };
    const [position, ...others] = each.positions;
    if (position === undefined || others.length === 0)
      return { accepted: [], refused: position === undefined ? [] : [[position, refusal]] };
    const halves = await Promise.all(halvesOf(each).map((half) => this.#accepted(half)));
    const accepted = halves.flatMap((half) => half.accepted);
    const refused = halves.flatMap((half) => half.refused);
    const union = { ...each, positions: accepted.flatMap((half) => half.positions) };
    const isOne =
      accepted.length < 2 || (await refusalOf(this.mcpgen, union, this.#nextFolder())) === undefined;
    return { accepted: isOne && accepted.length > 0 ? [union] : accepted, refused };
  }

  /** Generates and looks at the project. */
  async #play(payload: Payload, each: Case, generated?: Project): Promise<Cell[]> {
    const project = generated ?? (await this.#generate(each));
    const problems = isProject(project)
      ? projectProblems(project, parseSources(project), this.plain)
      : ["crash" in project ? project.crash : project.problems.join("; ")];
    if (problems.length === 0 && isProject(project)) {
      const allowed = each.positions.every((position) => allows(position, each.text));
      this.projects.push({ payload: payload.name, folder: project.folder, allowed });
      const look = viewer(project);
      return each.positions.map((position) => judge(payload, position, look(position), project));
    }
    if (each.positions.length < 2)
      return each.positions.map((position) => ({
        ...about(payload, position),
        verdict: "wrong",
        why: problems.join("\n  "),
      }));
    const halves: Cell[] = [];
    for (const half of halvesOf(each)) halves.push(...(await this.#play(payload, half)));
    if (halves.some(({ verdict }) => verdict === "wrong")) return halves;
    // Only together they are wrong.
    return each.positions.map((position) => ({
      ...about(payload, position),
      verdict: "wrong",
      why: problems.join("\n  "),
    }));
  }

  #generate(each: Case): Promise<Project | Refusal> {
    return generateCase(this.mcpgen, each, this.#nextFolder());
  }

  #nextFolder(): string {
    this.#documents += 1;
    return join(this.folder, `case-${this.#documents}`);
  }
}

/** Texts that may not stand somewhere are in documents of their own: they may be refused. */
function casesOf(text: string, at: readonly Position[]): Case[] {
  return scenes.flatMap((scene) =>
    split(
      at.filter((each) => each.scene === scene),
      (each) => allows(each, text),
    ).flatMap((group) => chunks(group).map((chunk): Case => ({ scene, text, positions: chunk }))),
  );
}

function chunks(group: readonly Position[]): Position[][] {
  const count = Math.ceil(group.length / positionsInADocument);
  const size = Math.ceil(group.length / Math.max(1, count));
  return Array.from({ length: count }, (_, index) => group.slice(index * size, (index + 1) * size));
}

function halvesOf(each: Case): Case[] {
  const middle = Math.ceil(each.positions.length / 2);
  return [each.positions.slice(0, middle), each.positions.slice(middle)].map((half) => ({
    ...each,
    positions: half,
  }));
}

function split<Item>(all: readonly Item[], isFirst: (item: Item) => boolean): [Item[], Item[]] {
  return [all.filter(isFirst), all.filter((item) => !isFirst(item))];
}

function allows(position: Position | undefined, text: string): boolean {
  return position?.grammar?.allows(text) !== false;
}

function about(payload: Payload, position: Position): Omit<Cell, "verdict"> {
  return { payload: payload.name, position: position.name, allowed: allows(position, payload.text) };
}

function cellOf(payload: Payload, position: Position, refusal: Refusal): Cell {
  const cell = about(payload, position);
  return "crash" in refusal
    ? { ...cell, verdict: "wrong", why: refusal.crash }
    : { ...cell, verdict: "refused", why: refusal.problems.join("; ") };
}

/** Whether the operation is there, and the text where it is data. */
function judge(payload: Payload, position: Position, view: View, project: Project): Cell {
  const cell = about(payload, position);
  const { path, back } = position;
  const skipped = project.skipped.find((each) => each.split(" ")[1]?.startsWith(path ?? " "));
  if (skipped !== undefined) return { ...cell, verdict: "refused", why: `${skipped} is left out` };
  if (!cell.allowed) return { ...cell, verdict: "ok" };
  if (path !== undefined && ![...view.strings].some((each) => each.startsWith(path)))
    return { ...cell, verdict: "refused", why: "its operation is not exposed" };
  if (back === undefined) return { ...cell, verdict: "ok" };
  if ("has" in back) {
    return back.has(view, payload.text)
      ? { ...cell, verdict: "ok" }
      : { ...cell, verdict: "wrong", why: "the text is not there" };
  }
  const expected = (back.as ?? ((text: string): unknown => text))(payload.text);
  const found = back.read(view);
  if (isDeepStrictEqual(found, expected)) return { ...cell, verdict: "ok" };
  return {
    ...cell,
    verdict: "wrong",
    why: `comes back as ${JSON.stringify(found)}, not as ${JSON.stringify(expected)}`,
  };
}

/** Shows a project to a position. */
function viewer(project: Project): (position: Position) => View {
  const strings = stringsOf(parseSources(project));
  return ({ name, path = " " }) => {
    const isOwn = (each: { readonly name: string }): boolean => {
      const target = project.goldens.get(each.name)?.request.target ?? "";
      return (
        each.name === operationIdOf(name) ||
        target === path ||
        target.startsWith(`${path}/`) ||
        target.startsWith(`${path}?`)
      );
    };
    const tool = project.tools.find(isOwn);
    const resource = project.resources.find(isOwn);
    const golden = project.goldens.get((tool ?? resource)?.name ?? "");
    return { tool, resource, golden, strings, files: project.files };
  };
}
