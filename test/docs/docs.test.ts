/** Runs the blocks of README.md and of docs/, in their order, and checks what else a page promises. */
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
// @ts-expect-error plain JavaScript: the demo needs no build
import * as petstore from "../demo/petstore-api.mjs";
import { blocksOf, exchangesOf, isExpected, type Block } from "./blocks.js";
import { prepareCommands, root, Shell } from "./shell.js";

interface PetstoreApi {
  readonly baseUrl: string;
  close(): Promise<void>;
}

const { startPetstoreApi, credentials } = petstore as {
  startPetstoreApi: () => Promise<PetstoreApi>;
  credentials: { readonly apiKey: string };
};

/** The README's first two commands: `.ci/run` runs them in a fresh copy. */
const runByCi = ["npm ci && npm run demo\n", "npm ci && npm test\n"];

const guides = (await readdir(join(root, "docs"))).filter((name) => name.endsWith(".md"));
const tested = ["README.md", ...guides.map((name) => `docs/${name}`)];
const pages = [...tested, "CONTRIBUTING.md", "CHANGELOG.md"];
const texts = new Map<string, string>();
for (const page of pages) texts.set(page, await readFile(join(root, page), "utf8"));

// A block can hold several runs of the command, and the tests of other files run beside it.
vi.setConfig({ testTimeout: 240_000 });

let api: PetstoreApi;
beforeAll(async () => {
  api = await startPetstoreApi();
  await prepareCommands();
});
afterAll(() => api.close());

describe.concurrent.each(tested)("%s", (page) => {
  const folder = join(root, ".test-projects/docs", page.replace(/\W/g, "-"));
  let shell: Shell;

  beforeAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    // The README's reader is in a clone, that of a guide in the folder of their own API.
    if (page === "README.md")
      for (const name of ["bin", "snapshots"]) await symlink(join(root, name), join(folder, name));
    await cp(join(root, "snapshots/petstore/openapi.yaml"), join(folder, "openapi.yaml"));
    shell = new Shell(folder, {
      PETSTORE_BASE_URL: api.baseUrl,
      PETSTORE_API_KEY: credentials.apiKey,
    });
  });

  const blocks = blocksOf(texts.get(page) ?? "").filter(({ kind, text }) => {
    return kind !== "text" && !(page === "README.md" && runByCi.includes(text));
  });
  test.sequential.each(blocks.map((block) => ({ ...block, name: nameOf(block) })))(
    "line $line: $name",
    async (block) => {
      if (block.kind === "file") await checkFile(block, folder);
      else if (block.kind === "sh") await checkScript(block, shell);
      else await checkConsole(block, shell);
    },
  );
});

function nameOf(block: Block): string {
  return block.kind === "file" ? block.path : (block.text.split("\n")[0] ?? "");
}

async function checkFile({ path, text }: Extract<Block, { kind: "file" }>, folder: string): Promise<void> {
  if (path.startsWith("snapshots/")) {
    const why = "`npm run snapshots` puts the file into the page again";
    expect(text, why).toBe(await readFile(join(root, path), "utf8"));
    return;
  }
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

async function checkScript({ text }: Block, shell: Shell): Promise<void> {
  const { code, output } = await shell.run(`set -eo pipefail\n${text}`);
  expect(code, output).toBe(0);
}

async function checkConsole({ text }: Block, shell: Shell): Promise<void> {
  const exchanges = exchangesOf(text);
  const results = await shell.runEach(exchanges.map(({ command }) => command));
  for (const [index, { command, output: expected }] of exchanges.entries()) {
    const { output = "", code } = results[index] ?? {};
    if (!isExpected(output, expected)) expect(output.trimEnd(), command).toBe(expected);
    if (exchanges[index + 1]?.command !== "echo $?") expect(code, `${command}\n${output}`).toBe(0);
  }
}

test("the README's first blocks are the two commands, and .ci/run runs them", async () => {
  const first = blocksOf(texts.get("README.md") ?? "").slice(0, 2);
  expect(first.map(({ text }) => text)).toEqual(runByCi);
  const ci = await readFile(join(root, ".ci/run"), "utf8");
  for (const command of ["npm ci", "npm run demo", "npm test"]) expect(ci).toContain(command);
});

test.each(pages)("%s: links lead somewhere and scripts exist", async (page) => {
  const text = texts.get(page) ?? "";
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, target = ""]) => target);
  expect(links.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
  const { scripts } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const own = text.replace(/^```console\n[^]*?^```$/gm, "");
  const called = [...own.matchAll(/npm run ([\w:-]+)/g)].map(([, name = ""]) => name);
  expect(called.filter((name) => !(name in scripts))).toEqual([]);
});
