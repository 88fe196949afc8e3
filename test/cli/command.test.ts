// The command line itself: its options, its report and its exit codes.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repository } from "../snapshots/cases.js";
import { runCli } from "./run-cli.js";
import { folder } from "./support.js";

describe.concurrent("wrong usage ends with 2", () => {
  it.for([
    [["generate", "a.yaml", "b.yaml"], /too many arguments/],
    [["generate", "a.yaml", "--outptu", "x"], /unknown option '--outptu'[^]*--output/],
    [["generate", "--output"], /argument missing/],
    [["genrate"], /unknown command 'genrate'[^]*generate/],
    [[], /Usage: mcpgen/],
  ] as const)("%j", async ([args, message], test) => {
    const cwd = folder(test);
    const { code, stdout, stderr } = await runCli(args, { cwd });
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(message);
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe.concurrent("what it prints", () => {
  it("--version", async (test) => {
    const { version } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
      version: string;
    };
    const { code, stdout } = await runCli(["--version"], { cwd: folder(test) });
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${version}\n` });
  });

  it("--help", async (test) => {
    const { code, stdout } = await runCli(["generate", "--help"], { cwd: folder(test) });
    expect(code).toBe(0);
    for (const option of ["--output", "--config", "--force", "--dry-run", "--json", "--quiet"])
      expect(stdout).toContain(option);
  });

  it("at the end: what was written, what became of the operations, and what to type", async (test) => {
    const cwd = folder(test, { "openapi.yaml": mixed, "mcpgen.config.yaml": excluding });
    const { code, stdout, stderr } = await runCli(["generate", "openapi.yaml"], { cwd });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^warning\[operation-skipped\]: GET noslash is skipped: [^]*openapi\.yaml:11:5\n/);
    expect(stdout.replace(/\d+ files/, "N files").replace(/about \d+ tokens/, "about N tokens")).toBe(
      `Generated mixed-mcp: N files written
4 operations: 2 tools, 1 excluded, 1 skipped
  skipped GET noslash: its path does not start with a slash
  excluded by routeMaps[0]: GET /admin
tools/list: 2 tools, about N tokens

Next:
  cd mixed-mcp && npm install && npm run build
  node dist/index.js --list
`,
    );
    expect(existsSync(join(cwd, "mixed-mcp/src/generated/tools/general/one.ts"))).toBe(true);
  });

  it("--quiet: problems only", async (test) => {
    const cwd = folder(test, { "openapi.yaml": mixed });
    const { code, stdout, stderr } = await runCli(["generate", "openapi.yaml", "--quiet", "--dry-run"], {
      cwd,
    });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toMatch(/^warning\[operation-skipped\]/);
  });

  it("--json: the report as one object, and nothing else", async (test) => {
    const cwd = folder(test, { "openapi.yaml": mixed, "mcpgen.config.yaml": excluding });
    const { code, stdout, stderr } = await runCli(["generate", "openapi.yaml", "--json", "--dry-run"], {
      cwd,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const report = JSON.parse(stdout) as Record<string, unknown>;
    expect(report).toMatchObject({
      ok: true,
      output: join(cwd, "mixed-mcp"),
      operations: { total: 4, tools: 2, excluded: 1, skipped: 1 },
      skipped: [{ method: "GET", path: "noslash", reason: "its path does not start with a slash" }],
      diagnostics: [
        { code: "operation-skipped", severity: "warning", file: "openapi.yaml", line: 11, column: 5 },
      ],
      files: { removed: [], unchanged: [], kept: [], addedDependencies: [] },
    });
    const seconds = report["seconds"] as Record<string, number>;
    expect(Object.keys(seconds)).toEqual(["load", "parse", "map", "budget", "emit", "write"]);
    expect(Object.values(seconds).every((value) => value >= 0 && value < 60)).toBe(true);
    expect(report["peakMemoryBytes"]).toBeGreaterThan(10_000_000);
    expect(report["toolsListTokens"]).toBeGreaterThan(50);
    expect(readdirSync(cwd).sort()).toEqual(["mcpgen.config.yaml", "openapi.yaml"]);
  });

  it("--json on failure", async (test) => {
    const cwd = folder(test, { "openapi.yaml": "openapi: 3.1.0\n  paths: {}\n" });
    const { code, stdout, stderr } = await runCli(["generate", "openapi.yaml", "--json"], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      diagnostics: [
        { code: "yaml-invalid", severity: "error", file: "openapi.yaml", line: expect.any(Number) as number },
      ],
    });
  });
});

const excluding = "routeMaps:\n  - { pattern: ^/admin, mcpType: exclude }\n";

const mixed = `openapi: 3.1.0
info: { title: Mixed, version: "1" }
servers: [{ url: https://api.example.com }]
paths:
  /one:
    get: { operationId: one, responses: {} }
    post: { operationId: two, responses: {} }
  /admin:
    get: { operationId: admin, responses: {} }
  noslash:
    get: { operationId: skipped, responses: {} }
`;
