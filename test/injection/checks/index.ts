/** Everything that holds for a generated project, whatever its document says. */
import { codeProblems, shapeOf, type Shape } from "./code.js";
import { fileProblems } from "./fixed-files.js";
import { listingProblems } from "./listing.js";
import { markdownProblems, outlineOf } from "./markdown.js";
import { parseSources, type Sources } from "./sources.js";
import type { Project } from "../project.js";

/** What projects of plain documents look like. */
export interface Plain {
  readonly project: Project;
  readonly shape: Shape;
  /** The outlines of Markdown files by path. */
  readonly outlines: ReadonlyMap<string, ReadonlySet<string>>;
  /** Where the templates of the runtime are. */
  readonly templates: URL;
}

/** Learns what projects look like. */
export function plainOf(projects: readonly [Project, ...Project[]], templates: URL): Plain {
  const outlines = new Map<string, Set<string>>();
  for (const { files } of projects)
    for (const [path, text] of markdownFiles(files)) {
      const known = outlines.get(path) ?? new Set();
      outlines.set(path, known.add(outlineOf(text)));
    }
  return { project: projects[0], shape: shapeOf(projects.map(parseSources)), outlines, templates };
}

/** What is wrong with a project. */
export function projectProblems(project: Project, sources: Sources, plain: Plain): string[] {
  return [
    ...fileProblems(project, plain.project, plain.templates),
    ...codeProblems(sources, plain.shape),
    ...markdownFiles(project.files).flatMap(([path, text]) =>
      markdownProblems(path, text, plain.outlines.get(path) ?? new Set()),
    ),
    ...listingProblems(project, sources),
  ];
}

function markdownFiles(files: ReadonlyMap<string, string>): (readonly [path: string, text: string])[] {
  return [...files].filter(([path]) => path.endsWith(".md"));
}
