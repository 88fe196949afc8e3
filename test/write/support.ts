/** What the tests of writing share: a project that is generated again and again from a document that changes. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "vitest";
import { generate, ProblemsError, type GenerateOptions, type GenerateReport } from "../../src/generate.js";
import { documentOf, folder } from "../cli/support.js";

/** A folder with a document, from which `out` is generated. */
export class Workspace {
  readonly folder: string;
  readonly output: string;

  constructor(test: TestContext, files: Readonly<Record<string, string>> = {}) {
    this.folder = folder(test, files);
    this.output = join(this.folder, "out");
  }

  /** Writes the document: one operation for each name. */
  document(...operationIds: string[]): void {
    writeFileSync(join(this.folder, "openapi.json"), documentOf(...operationIds));
  }

  /** Generates `out`. @throws {ProblemsError} */
  generate(options: GenerateOptions = {}): Promise<GenerateReport> {
    return generate({ cwd: this.folder, spec: "openapi.json", output: "out", ...options });
  }

  /** Generates `out`, which must fail: the problems, as `code: title`. */
  async problems(options: GenerateOptions = {}): Promise<string[]> {
    try {
      await this.generate(options);
    } catch (error) {
      if (error instanceof ProblemsError)
        return error.diagnostics.map(({ code, title }) => `${code}: ${title}`);
      throw error;
    }
    throw new Error("It generated");
  }

  /** The path of a file of the project. */
  path(file: string): string {
    return join(this.output, file);
  }
}
