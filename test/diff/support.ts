/** Documents to compare, and git repositories to compare in. */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TestContext } from "vitest";
import { diff, generate, type Change, type DiffReport } from "../../src/generate.js";
import { wordsOf } from "../../src/cli/diff-words.js";
import { folder } from "../cli/support.js";

/** A document of an API with pets. */
export function pets(): PetsDocument {
  const pet = { type: "object", properties: { id: { type: "integer" }, name: { type: "string" } } };
  const ok = { "200": { description: "ok", content: { "application/json": { schema: pet } } } };
  const id = { name: "petId", in: "path", required: true, schema: { type: "integer" } };
  const limit = { name: "limit", in: "query", schema: { type: "integer", maximum: 100 } };
  return {
    openapi: "3.1.0",
    info: { title: "Pets", version: "1" },
    servers: [{ url: "https://pets.example.com/v1" }],
    security: [{ key: [] }],
    paths: {
      "/pets": {
        get: { operationId: "listPets", description: "Lists pets.", parameters: [limit], responses: ok },
      },
      "/pets/{petId}": {
        get: { operationId: "getPet", parameters: [id], responses: ok },
        delete: { operationId: "deletePet", parameters: [id], responses: { "204": { description: "gone" } } },
      },
    },
    components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
  };
}

/** As far as tests change it. */
export interface PetsDocument {
  readonly openapi: string;
  readonly info: { title: string; version: string };
  servers: { url: string }[];
  security: object[];
  readonly paths: Record<string, Record<string, OperationObject>>;
  readonly components: { securitySchemes: Record<string, Record<string, unknown>> };
}

interface OperationObject {
  operationId?: string;
  description?: string;
  parameters?: { name: string; in: string; required?: boolean; schema: Record<string, unknown> }[];
  [key: string]: unknown;
}

/** A document with something changed. */
export function petsWith(change: (document: PetsDocument) => void): PetsDocument {
  const document = pets();
  change(document);
  return document;
}

/** A folder in which things are compared. */
export class Room {
  readonly folder: string;

  constructor(test: TestContext, files: Readonly<Record<string, unknown>> = {}) {
    this.folder = folder(test);
    for (const [path, content] of Object.entries(files)) this.write(path, content);
  }

  /** Writes a file; what is no text as JSON. */
  write(path: string, content: unknown): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), typeof content === "string" ? content : JSON.stringify(content));
  }

  async generate(document: unknown, output = "api"): Promise<void> {
    this.write("openapi.json", document);
    await generate({ cwd: this.folder, spec: "openapi.json", output });
  }

  diff(before: string, after: string): Promise<DiffReport> {
    return diff({ cwd: this.folder, before, after });
  }

  git(...args: string[]): string {
    const who = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"];
    return execFileSync("git", [...who, ...args], { cwd: this.folder, encoding: "utf8", stdio: "pipe" });
  }

  commit(message: string): void {
    this.git("add", "-A");
    this.git("commit", "-qm", message);
  }
}

/** Each change as `grade component: words`. */
export function lines(changes: readonly Change[]): string[] {
  return changes.map((change) => {
    const { component, grade } = change;
    const subject = component === undefined ? "server" : `${component.type} ${component.name}`;
    return `${grade} ${subject}: ${wordsOf(change, (text) => text)}`;
  });
}
