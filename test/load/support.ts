import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { Diagnostics, ProblemsError, type Diagnostic } from "../../src/diagnostics/diagnostic.js";
import type { SpecDocument } from "../../src/load/document.js";
import { loadDocument, type LoadOptions } from "../../src/load/load.js";

/** Writes files into a temporary folder, which goes when the test ends. */
export function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "mcpgen-")));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

/** Serves on 127.0.0.1 until the test ends; `requests` are the paths that were asked for. */
export async function serve(listener: RequestListener): Promise<{ url: string; requests: string[] }> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? "");
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

export async function load(
  source: string,
  cwd: string,
  options: Partial<LoadOptions> = {},
): Promise<SpecDocument> {
  return loadDocument(source, { allowRefs: [], cwd, ...options }, new Diagnostics());
}

/** The problems that stop a document from loading. */
export async function problems(
  source: string,
  cwd: string,
  options: Partial<LoadOptions> = {},
): Promise<readonly Diagnostic[]> {
  try {
    await load(source, cwd, options);
    return [];
  } catch (error) {
    if (error instanceof ProblemsError) return error.diagnostics;
    throw error;
  }
}

/** A document that refers to each of these. */
export function referring(...refs: string[]): string {
  return JSON.stringify({ openapi: "3.1.0", paths: {}, refs: refs.map((ref) => ({ $ref: ref })) });
}
