// `mcpgen init`: what it writes, what it refuses to overwrite, and that `generate` takes it as it is.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { strategies } from "../../src/init/strategies.js";
import { repository } from "../snapshots/cases.js";
import { runCli } from "./run-cli.js";
import { documentOf, folder, serve } from "./support.js";

const petstore = readFileSync(join(repository, "snapshots/petstore/openapi.yaml"), "utf8");
const config = "mcpgen.config.yaml";

describe.concurrent("init, then generate", () => {
  it.for(strategies)("%s", async (strategy, test) => {
    const cwd = folder(test, { "openapi.yaml": petstore });
    const { code, stdout, stderr } = await runCli(["init", "openapi.yaml", "--strategy", strategy], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const counts = {
      tools: "8 tools",
      semantic: "4 tools, 4 resources",
      "read-only": "4 tools, 4 excluded",
      "by-tag": "8 tools",
    }[strategy];
    expect(stdout).toBe(
      `Wrote ${config}: ${strategy}\n8 operations: ${counts}\n\nNext:\n  mcpgen generate\n`,
    );
    const generated = await runCli(["generate"], { cwd });
    expect({ code: generated.code, stderr: generated.stderr }).toEqual({ code: 0, stderr: "" });
    expect(generated.stdout).toContain(`8 operations: ${counts}\n`);
    expect(readdirSync(cwd).sort()).toEqual([config, "openapi.yaml", "petstore-mcp"]);
  });

  it("from a URL, with the config in another folder", async (test) => {
    const url = await serve(test, (_, response) => response.end(documentOf("one", "two")));
    const cwd = folder(test, { "sub/keep.txt": "" });
    const { code, stdout } = await runCli(["init", `${url}/api.json`, "-o", "sub/my config.yml"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain("Next:\n  mcpgen generate --config 'sub/my config.yml'\n");
    expect(readFileSync(join(cwd, "sub/my config.yml"), "utf8")).toContain(`\nspec: ${url}/api.json\n`);
    const generated = await runCli(["generate", "--config", "sub/my config.yml"], { cwd });
    expect(generated.stdout).toContain("2 operations: 2 tools");
    expect(existsSync(join(cwd, "sub/things-mcp/package.json"))).toBe(true);
  });

  it("paths are relative to the file, and what references may name is kept", async (test) => {
    const cwd = folder(test, { "api/openapi.yaml": referring, "shared/id.yaml": "type: string\n", "server/x": "" });
    const args = ["init", "api/openapi.yaml", "--ref-root", ".", "--output", `server/${config}`];
    expect((await runCli(args, { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, "server", config), "utf8")).toContain("\nspec: ../api/openapi.yaml\nrefRoot: ..\n");
    expect((await runCli(["generate"], { cwd: join(cwd, "server") })).code).toBe(0);
  }); // prettier-ignore

  it("from standard input: the config waits for the document's name", async (test) => {
    const cwd = folder(test);
    const { code, stdout } = await runCli(["init", "-"], { cwd, stdin: petstore });
    expect(code).toBe(0);
    expect(stdout).toContain("\n  mcpgen generate <spec>\n");
    expect(readFileSync(join(cwd, config), "utf8")).toContain("came from standard input");
  });

  it("by-tag without tags says that the rules are by path", async (test) => {
    const document = documentOf("one", "two").replaceAll(/"tags":\["\w+"\],/g, "");
    const cwd = folder(test, { "openapi.json": document });
    const { code, stderr } = await runCli(["init", "openapi.json", "--strategy", "by-tag"], { cwd });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^warning\[init-no-tags\]: The document has no tags, [^]*= fix: /);
    expect(readFileSync(join(cwd, config), "utf8")).toContain("  - { pattern: ^/one(/|$), mcpType: tool } # 1 operation\n");
    expect((await runCli(["generate", "--dry-run"], { cwd })).stderr).toBe("");
  }); // prettier-ignore

  it("--json: the report as one object; --quiet: nothing", async (test) => {
    const cwd = folder(test, { "openapi.yaml": petstore });
    const { stdout } = await runCli(["init", "openapi.yaml", "--json"], { cwd });
    expect(JSON.parse(stdout)).toEqual({
      ok: true,
      config: join(cwd, config),
      strategy: "tools",
      namesSpec: true,
      operations: { total: 8, tools: 8, resources: 0, excluded: 0, skipped: 0 },
      skipped: [],
      diagnostics: [],
    });
    const again = await runCli(["init", "openapi.yaml", "--force", "--quiet"], { cwd });
    expect(again).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});

describe.concurrent("what is there stays there", () => {
  const before = "names: {}\n";

  it("a config, unless --force is given", async (test) => {
    const cwd = folder(test, { "openapi.yaml": petstore, [config]: before });
    const { code, stderr } = await runCli(["init", "openapi.yaml"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain(`error[init-config-exists]: ${config} is there already`);
    expect(readFileSync(join(cwd, config), "utf8")).toBe(before);
    expect((await runCli(["init", "openapi.yaml", "--force"], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, config), "utf8")).toContain("spec: openapi.yaml");
  });

  it.for(["mcpgen.config.json", "mcpgen.config.ts"])("%s, even with --force", async (name, test) => {
    const cwd = folder(test, { "openapi.yaml": petstore, [name]: "{}" });
    const { code, stderr } = await runCli(["init", "openapi.yaml", "--force"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain(`error[init-second-config]: ${name} is there already`);
    expect(readdirSync(cwd).sort()).toEqual([name, "openapi.yaml"]);
  });

  it("the document", async (test) => {
    const cwd = folder(test, { "openapi.yaml": petstore });
    const { code, stderr } = await runCli(["init", "openapi.yaml", "-o", "openapi.yaml", "--force"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain("error[init-over-document]");
    expect(readFileSync(join(cwd, "openapi.yaml"), "utf8")).toBe(petstore);
  });

  it("what a symbolic link leads to", async (test) => {
    const cwd = folder(test, { "openapi.yaml": petstore, "real.yaml": before });
    symlinkSync("real.yaml", join(cwd, config));
    symlinkSync("nowhere.yaml", join(cwd, "dangling.yaml"));
    for (const output of [config, "dangling.yaml"]) {
      const { code, stderr } = await runCli(["init", "openapi.yaml", "--force", "-o", output], { cwd });
      expect(code).toBe(1);
      expect(stderr).toContain(`error[init-blocked]: ${output} is a symbolic link`);
    }
    expect(readFileSync(join(cwd, "real.yaml"), "utf8")).toBe(before);
    expect(existsSync(join(cwd, "nowhere.yaml"))).toBe(false);
  });

  it("a folder of that name, and a folder that is missing", async (test) => {
    const cwd = folder(test, { "openapi.yaml": petstore });
    mkdirSync(join(cwd, config));
    const blocked = await runCli(["init", "openapi.yaml", "--force"], { cwd });
    expect(blocked.stderr).toContain(`error[init-blocked]: ${config} is a folder`);
    const missing = await runCli(["init", "openapi.yaml", "-o", "no/such/a.yaml"], { cwd });
    expect(missing.stderr).toContain("error[init-no-folder]: There is no folder no/such");
    expect([blocked.code, missing.code]).toEqual([1, 1]);
  });

  it("everything, where the folder cannot be written", async (test) => {
    const cwd = folder(test, { "openapi.yaml": petstore, "shut/keep.txt": "" });
    chmodSync(join(cwd, "shut"), 0o555);
    test.onTestFinished(() => chmodSync(join(cwd, "shut"), 0o755));
    const isRoot = process.getuid?.() === 0;
    const output = isRoot ? "/proc/mcpgen.config.yaml" : "shut/mcpgen.config.yaml";
    const { code, stderr } = await runCli(["init", "openapi.yaml", "-o", output], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error\[init-not-writable\]: .*mcpgen\.config\.yaml cannot be written: /);
  });

  it("nothing is written for a document with problems", async (test) => {
    const cwd = folder(test, { "openapi.yaml": "openapi: 3.1.0\n" });
    const { code, stderr } = await runCli(["init", "openapi.yaml"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error\[/);
    expect(readdirSync(cwd)).toEqual(["openapi.yaml"]);
  });
});

describe.concurrent("wrong usage ends with 2", () => {
  it.for([
    [["init"], /missing required argument 'spec'/],
    [["init", "openapi.yaml", "--strategy", "sematic"], /Allowed choices are tools, semantic, read-only, by-tag/],
    [["init", "openapi.yaml", "-o", "mcpgen.config.json"], /has to end with \.yaml or \.yml/],
  ] as const)("%j", async ([args, message], test) => {
    const cwd = folder(test, { "openapi.yaml": petstore });
    const { code, stdout, stderr } = await runCli(args, { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(readdirSync(cwd)).toEqual(["openapi.yaml"]);
  });
}); // prettier-ignore

const referring = `openapi: 3.1.0
info: { title: Things, version: "1" }
servers: [{ url: https://api.example.com }]
paths:
  /things/{id}:
    get:
      operationId: getThing
      parameters:
        - { name: id, in: path, required: true, schema: { $ref: ../shared/id.yaml } }
      responses: {}
`;
