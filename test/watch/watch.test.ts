// A project that is generated again by itself while its inputs change.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { documentOf, folder, serve } from "../cli/support.js";
import { runCli } from "../cli/run-cli.js";
import { Watcher } from "./support.js";

const overlayOf = (title: string): string => `overlay: 1.0.0
info: { title: Change, version: "1" }
actions: [{ target: $.info, update: { title: ${title} } }]
`;
/** A document whose path item stands in another file. */
const divided = documentOf("first").replace('"paths":{', '"paths":{"/part":{"$ref":"part.json"},');

// Other test files run at the same time.
vi.setConfig({ testTimeout: 240_000 });

describe.concurrent("mcpgen generate --watch", () => {
  it("generates again when document or overlay change, a part comes or a file is replaced", async (test) => {
    const cwd = folder(test, {
      "mcpgen.config.yaml": "spec: openapi.json\noutput: out\noverlays: [overlay.yaml]\n",
      "overlay.yaml": overlayOf("One"),
      "openapi.json": documentOf("first"),
    });
    const watcher = new Watcher(test, cwd);
    const server = (): string => readFileSync(join(cwd, "out/src/generated/server.ts"), "utf8");
    expect(await watcher.nextRun()).toMatch(/^Generated out: \d+ files written$/);

    // As an editor saves: the new file takes the old one's place.
    writeFileSync(join(cwd, "openapi.json~"), documentOf("first", "second"));
    renameSync(join(cwd, "openapi.json~"), join(cwd, "openapi.json"));
    expect(await watcher.nextRun()).toMatch(/^Generated out: \d+ files written, \d+ unchanged$/);
    expect(server()).toContain("tools/second/second.js");

    writeFileSync(join(cwd, "openapi.json"), divided);
    await watcher.nextRun();
    expect(server()).not.toContain("part");
    const part = { get: { operationId: "part", responses: { "204": { description: "Done." } } } };
    writeFileSync(join(cwd, "part.json"), JSON.stringify(part));
    await watcher.nextRun();
    expect(server()).toContain("part");

    writeFileSync(join(cwd, "overlay.yaml"), overlayOf("Two"));
    await watcher.nextRun();
    expect(server()).toContain('"Two"');
    expect(await watcher.interrupt()).toEqual({ code: 0, unseen: [] });
  });

  it("generates again when only a file changes that the config imports", async (test) => {
    const cwd = folder(test, {
      "openapi.json": documentOf("first"),
      // Node itself would load such a file once and never again.
      "names.mjs": 'export default { first: "one" };\n',
      "mcpgen.config.ts": 'import names from "./names.mjs";\nexport default { output: "out", names };\n',
    });
    const watcher = new Watcher(test, cwd, "openapi.json");
    await watcher.nextRun();
    for (const name of ["two", "three"]) {
      writeFileSync(join(cwd, "names.mjs"), `export default { first: "${name}" };\n`);
      await watcher.nextRun();
      expect(existsSync(join(cwd, `out/src/generated/tools/first/${name}.ts`))).toBe(true);
    }
  });

  it("prints the problems of a broken document or config, and goes on when they are gone", async (test) => {
    const cwd = folder(test, { "mcpgen.config.yaml": "output: out\n" });
    const watcher = new Watcher(test, cwd, "openapi.json");
    expect(await watcher.nextRun()).toBe("Not generated: 1 problem");
    expect(watcher.output).toMatch(
      /error\[input-not-found\][^]*Watching mcpgen\.config\.yaml; Ctrl-C ends it/,
    );
    writeFileSync(join(cwd, "openapi.json"), "{");
    expect(await watcher.nextRun()).toBe("Not generated: 1 problem");
    // Once the config is wrong, the document is not read any more; still, a change of either counts.
    writeFileSync(join(cwd, "mcpgen.config.yaml"), "outptu: out\n");
    expect(await watcher.nextRun()).toBe("Not generated: 1 problem");
    expect(watcher.output).toContain("error[config-unknown-key]");
    rmSync(join(cwd, "mcpgen.config.yaml"));
    expect(await watcher.nextRun()).toBe("Not generated: 1 problem");
    writeFileSync(join(cwd, "openapi.json"), documentOf("first"));
    expect(await watcher.nextRun()).toMatch(/^Generated things-mcp: \d+ files written$/);
    expect(await watcher.interrupt()).toEqual({ code: 0, unseen: [] });
  });

  it("says that it does not watch a URL, and repeats warnings only when they are others", async (test) => {
    const skipping = documentOf("first").replace('"paths":{', '"paths":{"noslash":{"get":{}},');
    const url = `${await serve(test, (_, response) => response.end(skipping))}/openapi.json`;
    const cwd = folder(test);
    const watcher = new Watcher(test, cwd, url, "--output", "out");
    await watcher.nextRun();
    writeFileSync(join(cwd, "mcpgen.config.yaml"), "server: { name: other }\n");
    await watcher.nextRun();
    expect(watcher.output).toContain(`Not watched, for they are no files: ${url}\n`);
    const warnings = watcher.output.match(/^warning\[/gm) ?? [];
    expect(warnings).toHaveLength(1);
  });

  it.for([
    [["-"], "standard input comes only once"],
    [["a.yaml", "--json"], "'--watch' cannot be used with option '--json'"],
  ] as const)("%j ends with 2", async ([args, message], test) => {
    const { code, stderr } = await runCli(["generate", "--watch", ...args], { cwd: folder(test) });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
