// Features that are switched on years later: the project has all that they need, without hand work.
import { exec } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { expect, it, vi } from "vitest";
import { generate } from "../../src/generate.js";
import { readTree, repository } from "../snapshots/cases.js";

// It compiles, bundles and starts, and the tests of other files run beside it.
vi.setConfig({ testTimeout: 240_000 });

// Below the repository, where the project finds the dependencies.
const folder = join(repository, ".test-projects", "later");
const project = join(folder, "out");

const done = { responses: { "200": { description: "Done." } } };
const first = { get: { operationId: "listThings", ...done } };
const document = {
  openapi: "3.1.0",
  info: { title: "Things", version: "1.0.0" },
  servers: [{ url: "https://api.example.com" }],
  paths: { "/things": first },
};
const name = { type: "object", properties: { name: { type: "string" } } };
const later = {
  ...document,
  paths: {
    "/things": first,
    "/xml": {
      post: {
        operationId: "addXml",
        requestBody: { content: { "application/xml": { schema: name } } },
        ...done,
      },
    },
    "/photo": { post: { operationId: "addPhoto", requestBody: { content: { "image/png": {} } }, ...done } },
    "/things/{id}": {
      get: { parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }], ...done },
    },
  },
  security: [{ oauth: [] }],
  components: {
    securitySchemes: {
      oauth: {
        type: "oauth2",
        flows: { clientCredentials: { tokenUrl: "https://api.example.com/token", scopes: {} } },
      },
    },
  },
};
const config = `store: redis
upstream:
  cache: { ttlSeconds: 60, shared: true }
  rateLimit: { maxRequests: 100, windowSeconds: 60 }
http: { forwardHeaders: [X-Trace] }
batch: { maxCalls: 5 }
routeMaps: [{ pattern: "^/things/", mcpType: resource_template }]
`;

it("a project without them gets cache, OAuth2, HTTP options, XML, files, resources, a batch tool and a store", async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "mcpgen.config.yaml"), "upstream: { cache: false }\n");
  await generateFrom(document);
  const before = packages();
  expect(before).not.toContain("lru-cache");
  expect(missing()).toEqual([]);

  writeFileSync(join(folder, "mcpgen.config.yaml"), config);
  await generateFrom(later);
  for (const added of ["lru-cache", "oauth4webapi", "iovalkey"]) expect(packages()).toContain(added);
  expect(missing()).toEqual([]);
  const { scripts } = manifest();
  const compiler = join(repository, "node_modules/typescript7/bin/tsc");
  await run(`node ${JSON.stringify(compiler)} --noEmit`);
  await run(scripts["build"] ?? "");
  expect(await run("node dist/index.js --list")).toMatch(/listThings[^]*addXml[^]*addPhoto[^]*things:\/\//);
  expect(await run("node test/generated/contract.test.mjs")).toMatch(/^# fail 0$/m);
});

async function generateFrom(written: object): Promise<void> {
  writeFileSync(join(folder, "openapi.json"), JSON.stringify(written));
  await generate({ cwd: folder, spec: "openapi.json", output: "out" });
}

function manifest(): { scripts: Record<string, string>; dependencies: Record<string, string> } {
  return JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as ReturnType<typeof manifest>;
}

function packages(): string[] {
  return Object.keys(manifest().dependencies);
}

/** The packages that the project's code imports and its package.json does not name: `npm install` would leave them out. */
function missing(): string[] {
  const texts = [...readTree(join(project, "src")).values()];
  const imported = texts.flatMap((text) =>
    [...text.matchAll(/\b(?:from|import\()\s*"(?!\.|node:)((?:@[^/"]+\/)?[^/"]+)/g)].map(
      ([, each = ""]) => each,
    ),
  );
  expect(imported).toContain("@modelcontextprotocol/sdk");
  return imported.filter((each) => !packages().includes(each) && !builtinModules.includes(each));
}

async function run(command: string): Promise<string> {
  const path = [join(repository, "node_modules", ".bin"), process.env["PATH"]].join(delimiter);
  const { stdout } = await promisify(exec)(command, { cwd: project, env: { ...process.env, PATH: path } });
  return stdout;
}
