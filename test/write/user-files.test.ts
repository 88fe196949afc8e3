// Files that are the user's are written once; package.json gets what is missing, and nothing else.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { documentOf } from "../cli/support.js";
import { Workspace } from "./support.js";

const fileReader = "src/generated/runtime/files.ts";
const toolOf = (name: string): string => `src/generated/tools/${name}/${name}.ts`;

describe("the user's files", () => {
  const theirs = ["README.md", "src/index.ts", "src/extensions/index.ts", "Dockerfile", ".gitignore"];

  it.for([false, true])("are never touched (force: %s)", async (force, test) => {
    const work = new Workspace(test);
    work.document("first");
    await work.generate();
    for (const path of theirs) writeFileSync(work.path(path), `${path} of mine\n`);
    work.document("first", "second");
    const { files } = await work.generate({ force });
    expect([...files.kept].sort()).toEqual([...theirs].sort());
    for (const path of theirs) expect(readFileSync(work.path(path), "utf8")).toBe(`${path} of mine\n`);
  });

  it("package.json in conflict stays as it is, with a warning", async (test) => {
    const work = new Workspace(test);
    work.document("first");
    await work.generate();
    const text = '{\n<<<<<<< HEAD\n  "name": "a"\n=======\n  "name": "b"\n>>>>>>> theirs\n}\n';
    writeFileSync(work.path("package.json"), text);
    const { diagnostics } = await work.generate();
    expect(diagnostics.map(({ code }) => code)).toContain("manifest-unreadable");
    expect(readFileSync(work.path("package.json"), "utf8")).toBe(text);
  });

  it("one that is gone is written again", async (test) => {
    const work = new Workspace(test);
    work.document("first");
    await work.generate();
    rmSync(work.path("Dockerfile"));
    expect((await work.generate()).files.written).toEqual(["Dockerfile"]);
  });

  it("package.json gets what is missing, and nothing else of it changes", async (test) => {
    const work = new Workspace(test);
    work.document("first");
    await work.generate();
    const mine = {
      name: "my-name",
      scripts: { build: "my build" },
      dependencies: { ajv: "8.0.0", mine: "1.0.0" },
      devDependencies: { undici: "6.0.0" },
      last: true,
    };
    writeFileSync(work.path("package.json"), JSON.stringify(mine, null, "\t"));
    const { files } = await work.generate();
    const added = [
      "@modelcontextprotocol/sdk",
      "ajv-formats",
      "jose",
      "lossless-json",
      "lru-cache",
      "@types/node",
      "esbuild",
      "typescript",
    ];
    expect(files.addedDependencies).toEqual(added);
    const text = readFileSync(work.path("package.json"), "utf8");
    expect(JSON.parse(text)).toEqual({
      ...mine,
      dependencies: {
        ...mine.dependencies,
        "@modelcontextprotocol/sdk": expect.any(String) as string,
        "ajv-formats": expect.any(String) as string,
        jose: expect.any(String) as string,
        "lossless-json": expect.any(String) as string,
        "lru-cache": expect.any(String) as string,
      },
      devDependencies: {
        ...mine.devDependencies,
        "@types/node": expect.any(String) as string,
        esbuild: expect.any(String) as string,
        typescript: expect.any(String) as string,
      },
    });
    expect(Object.keys(JSON.parse(text) as object)).toEqual(Object.keys(mine));
    expect(text).toMatch(/^\{\n\t"name": "my-name",\n/);
    expect((await work.generate()).files).toMatchObject({ written: [], addedDependencies: [] });
  });

  it("the runtime reads files from the first body on that is bytes", async (test) => {
    const work = new Workspace(test);
    work.document("first");
    await work.generate();
    expect(existsSync(work.path(fileReader))).toBe(false);
    const requestBody = { content: { "image/png": {} } };
    const document = JSON.parse(documentOf("first", "second")) as { paths: Record<string, object> };
    document.paths["/photo"] = { post: { operationId: "photo", requestBody } };
    writeFileSync(join(work.folder, "openapi.json"), JSON.stringify(document));
    await work.generate();
    expect(existsSync(work.path(fileReader))).toBe(true);
    work.document("first");
    await work.generate();
    expect(existsSync(work.path(fileReader))).toBe(false);
  });

  it("the runtime has OAuth2 and its library from the first scheme on whose tokens it can get", async (test) => {
    const work = new Workspace(test);
    const secured = (scheme: object): void => {
      const document = JSON.parse(documentOf("first")) as object;
      const parts = { security: [{ s: [] }], components: { securitySchemes: { s: scheme } } };
      writeFileSync(join(work.folder, "openapi.json"), JSON.stringify({ ...document, ...parts }));
    };
    const flows = { password: { tokenUrl: "https://api.example.com/token" } };
    secured({ type: "oauth2", flows });
    await work.generate();
    const runtime = work.path("src/generated/runtime/oauth");
    const manifest = work.path("package.json");
    expect(existsSync(runtime)).toBe(false);
    expect(readFileSync(manifest, "utf8")).not.toContain("oauth4webapi");
    secured({ type: "oauth2", flows: { clientCredentials: flows.password } });
    expect((await work.generate()).files.addedDependencies).toEqual(["oauth4webapi"]);
    expect(existsSync(runtime)).toBe(true);
    secured({ type: "oauth2", flows });
    expect((await work.generate()).files.addedDependencies).toEqual([]);
    expect(existsSync(runtime)).toBe(false);
  });

  it("the runtime has the cache and its library from the first operation on whose answers can be kept", async (test) => {
    const work = new Workspace(test);
    const write = (...methods: string[]): void => {
      const operation = { responses: { "200": { description: "Done." } } };
      const document = JSON.parse(documentOf()) as object;
      const paths = { "/first": Object.fromEntries(methods.map((method) => [method, operation])) };
      writeFileSync(join(work.folder, "openapi.json"), JSON.stringify({ ...document, paths }));
    };
    const runtime = work.path("src/generated/runtime/cache");
    const client = (): string => readFileSync(work.path("src/generated/client.ts"), "utf8");
    write("post");
    await work.generate();
    expect(existsSync(runtime)).toBe(false);
    expect(readFileSync(work.path("package.json"), "utf8")).not.toContain("lru-cache");
    expect(readFileSync(work.path(".env.example"), "utf8")).not.toContain("_CACHE");
    expect(client()).toContain("cache: false,");
    write("post", "head");
    expect((await work.generate()).files.addedDependencies).toEqual(["lru-cache"]);
    expect(existsSync(runtime)).toBe(true);
    expect(client()).toContain("cache(policy, identity(credentials, environment))");
    writeFileSync(join(work.folder, "mcpgen.config.yaml"), "upstream: { cache: false }\n");
    await work.generate({ config: "mcpgen.config.yaml" });
    expect(existsSync(runtime)).toBe(false);
    expect(client()).not.toContain("cache(");
  });

  it("a package.json that is no JSON stays as it is", async (test) => {
    const work = new Workspace(test);
    work.document("first");
    await work.generate();
    writeFileSync(work.path("package.json"), "{ not JSON");
    expect((await work.generate()).files.kept).toEqual(["package.json"]);
    expect(readFileSync(work.path("package.json"), "utf8")).toBe("{ not JSON");
  });

  it("one where a generated file has to go is refused", async (test) => {
    const work = new Workspace(test);
    work.document("first");
    await work.generate();
    mkdirSync(work.path("src/generated/tools/second"));
    writeFileSync(work.path(toolOf("second")), "// mine\n");
    work.document("first", "second");
    expect(await work.problems()).toEqual([expect.stringContaining(`output-taken: ${toolOf("second")}`)]);
    expect(readFileSync(work.path(toolOf("second")), "utf8")).toBe("// mine\n");
  });
});
