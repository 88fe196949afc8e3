// The same document gives the same bytes, whatever the machine's time zone, language and working directory.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readTree, repository } from "../snapshots/cases.js";
import { runCli } from "./run-cli.js";
import { folder } from "./support.js";

// Names with letters that languages sort and fold differently are in this one.
const document = join(repository, "snapshots", "names");

it.concurrent.for([
  [".", { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" }],
  ["elsewhere", { TZ: "America/St_Johns", LANG: "C", LC_ALL: "C", FORCE_COLOR: "1", COLUMNS: "20" }],
] as const)("in %s with %j", async ([place, env], test) => {
  const root = folder(test, { "elsewhere/notes.txt": "" });
  for (const file of ["openapi.yaml", "mcpgen.config.yaml"]) cpSync(join(document, file), join(root, file));
  const from = (path: string): string => join(place === "." ? "" : "..", path);
  const args = [from("openapi.yaml"), "-o", from("expected"), "-c", from("mcpgen.config.yaml"), "--quiet"];
  const { code } = await runCli(["generate", ...args], { cwd: join(root, place), env });
  expect(code).toBe(0);
  const expected = readTree(join(document, "expected"));
  const generated = readTree(join(root, "expected"));
  // The lock and the runtime are compared in test/snapshots.
  expect(expected.size).toBeGreaterThan(40);
  for (const [path, text] of expected) {
    if (path !== "mcpgen.lock.json") expect(generated.get(path) === text, path).toBe(true);
  }
});
