// What `mcpgen generate` says about a document that it cannot get. (Documents that are wrong: snapshots/error-*.)
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli } from "./run-cli.js";
import { documentOf, folder, serve } from "./support.js";

/** The first line and the fix of the only problem. */
function problem(stderr: string): string {
  expect(stderr.match(/^error\[/gm)).toHaveLength(1);
  return [/^error\[.*$/m, /fix: .*$/m].map((pattern) => pattern.exec(stderr)?.[0]).join("\n");
}

describe.concurrent("a file", () => {
  it("that is missing", async (test) => {
    const cwd = folder(test, { "openapi.yaml": "" });
    const { code, stdout, stderr } = await runCli(["generate", "openapi.yml", "-o", "out"], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(problem(stderr)).toBe(
      'error[input-not-found]: There is no file openapi.yml\nfix: Did you mean "openapi.yaml"?',
    );
    expect(readdirSync(cwd)).toEqual(["openapi.yaml"]);
  });

  it("that is a directory", async (test) => {
    const cwd = folder(test, { "api/openapi.yaml": documentOf("a") });
    const { code, stderr } = await runCli(["generate", "api", "-o", "out"], { cwd });
    expect(code).toBe(1);
    expect(problem(stderr)).toBe(
      'error[input-is-directory]: api is a directory, not a file\nfix: Did you mean "api/openapi.yaml"?',
    );
    expect(readdirSync(cwd)).toEqual(["api"]);
  });

  it("that nobody named", async (test) => {
    const { code, stderr } = await runCli(["generate"], { cwd: folder(test) });
    expect(code).toBe(1);
    expect(problem(stderr)).toMatch(/^error\[no-spec\]: .*\nfix: Type: mcpgen generate <spec>/);
  });
});

describe.concurrent("a URL", () => {
  it("that answers 404", async (test) => {
    const url = await serve(test, (_, response) => response.writeHead(404).end("<html>not here</html>"));
    const cwd = folder(test);
    const { code, stderr } = await runCli(["generate", `${url}/openapi.yaml`], { cwd });
    expect(code).toBe(1);
    expect(problem(stderr)).toBe(
      `error[url-status]: ${url}/openapi.yaml answered with HTTP status 404\n` +
        "fix: Open the URL in a browser and correct it.",
    );
    expect(readdirSync(cwd)).toEqual([]);
  });

  it("that never answers", async (test) => {
    const url = await serve(test, () => undefined);
    const { code, stderr } = await runCli(["generate", url], { cwd: folder(test) });
    expect(code).toBe(1);
    expect(problem(stderr)).toMatch(/^error\[url-no-answer\]: .* did not answer completely within 10 s\n/);
  });

  it("that answers a gigabyte", async (test) => {
    const megabyte = Buffer.alloc(1024 * 1024, "#");
    let sent = 0;
    const closed = { resolve: (): void => undefined };
    const gone = new Promise<void>((resolve) => (closed.resolve = resolve));
    const url = await serve(test, (_, response) => {
      response.once("close", closed.resolve);
      const send = (): void => {
        while (sent < 1024 && !response.destroyed) {
          sent += 1;
          if (!response.write(megabyte)) return void response.once("drain", send);
        }
        response.end();
      };
      send();
    });
    const { code, stderr } = await runCli(["generate", url], { cwd: folder(test) });
    await gone;
    expect(code).toBe(1);
    expect(problem(stderr)).toMatch(/^error\[input-too-large\]: .* is larger than 64 MB\n/);
    expect(sent).toBeLessThan(128);
  });

  it("that nobody listens on", async (test) => {
    const url = await serve(test, () => undefined);
    const port = Number(new URL(url).port);
    const { code, stderr } = await runCli(["generate", `http://127.0.0.2:${port}/`], { cwd: folder(test) });
    expect(code).toBe(1);
    expect(problem(stderr)).toMatch(/^error\[url-unreachable\]: .* cannot be reached: /);
  });
});

describe.concurrent("standard input", () => {
  it("generates, and the lock names no document", async (test) => {
    const cwd = folder(test);
    const { code, stderr } = await runCli(["generate", "-", "-o", "out"], {
      cwd,
      stdin: documentOf("piped"),
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(readdirSync(join(cwd, "out/src/generated/tools"))).toEqual(["piped"]);
    const again = await runCli(["generate"], { cwd: join(cwd, "out") });
    expect(again.code).toBe(1);
    expect(problem(again.stderr)).toMatch(/^error\[no-spec\]/);
  });

  it("that is empty", async (test) => {
    const { code, stderr } = await runCli(["generate", "-"], { cwd: folder(test) });
    expect(code).toBe(1);
    expect(problem(stderr)).toMatch(/^error\[input-empty\]: Standard input is empty\n/);
  });
});

describe.concurrent("the config", () => {
  it("there may be only one", async (test) => {
    const cwd = folder(test, {
      "openapi.json": documentOf("a"),
      "mcpgen.config.yaml": "spec: openapi.json\n",
      "mcpgen.config.json": "{}",
    });
    const { code, stderr } = await runCli(["generate"], { cwd });
    expect(code).toBe(1);
    expect(problem(stderr)).toBe(
      "error[several-configs]: There are several config files: mcpgen.config.yaml, mcpgen.config.json\n" +
        "fix: Keep one of them, or choose with --config <file>.",
    );
  });

  it("that is missing", async (test) => {
    const { code, stderr } = await runCli(["generate", "-c", "none.yaml"], { cwd: folder(test) });
    expect(code).toBe(1);
    expect(problem(stderr)).toMatch(/^error\[input-not-found\]: There is no file none\.yaml\n/);
  });
});
