// The same document gives the same bytes, whatever the machine's time zone and language, the user, their umask and the
// working directory. test/determinism has other ways to write the document, and other versions of Node.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readTree, repository } from "../snapshots/cases.js";
import { runCli } from "./run-cli.js";
import { folder } from "./support.js";

// Names with letters that languages sort and fold differently are in this one.
const document = join(repository, "snapshots", "names");

it.concurrent.for([
  [".", 0o077, { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", USER: "ann" }],
  ["elsewhere", 0o002, { TZ: "America/St_Johns", LANG: "C", LC_ALL: "C", FORCE_COLOR: "1", USER: "bob" }],
] as const)("in %s with umask %i and %j", async ([place, umask, env], test) => {
  const root = folder(test, { "elsewhere/notes.txt": "" });
  for (const file of ["openapi.yaml", "mcpgen.config.yaml"]) cpSync(join(document, file), join(root, file));
  const from = (path: string): string => join(place === "." ? "" : "..", path);
  const args = [from("openapi.yaml"), "-o", from("expected"), "-c", from("mcpgen.config.yaml"), "--quiet"];
  const ownUmask = process.umask(umask);
  const run = runCli(["generate", ...args], { cwd: join(root, place), env: { ...env, HOME: root } });
  process.umask(ownUmask);
  const { code } = await run;
  expect(code).toBe(0);
  const expected = readTree(join(document, "expected"));
  const generated = readTree(join(root, "expected"));
  // The lock and the runtime are compared in test/snapshots.
  expect(expected.size).toBeGreaterThan(40);
  for (const [path, text] of expected) {
    if (path !== "mcpgen.lock.json") expect(generated.get(path) === text, path).toBe(true);
  }
});
