// Precedence: the config, else the document's extensions, else route maps, else what HTTP and the document give.
import { describe, expect, test } from "vitest";
import { emptyConfig, type Config, type OperationConfig, type RouteMap } from "../../src/config/config.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { map } from "../../src/mapping/map.js";
import { parse } from "../../src/openapi/parse.js";
import { documentOf, openapi } from "../openapi/support.js";
import { mapped } from "./support.js";

const rule = (mcpType: RouteMap["mcpType"], rest: Partial<RouteMap> = {}): RouteMap => ({
  mcpType,
  mcpTags: [],
  ...rest,
});

const operation = (change: Partial<OperationConfig>): OperationConfig => ({
  arguments: new Map(),
  ...change,
});

interface Given {
  readonly method?: string;
  readonly mcp?: unknown;
  readonly config?: Partial<Config>;
  readonly lock?: Record<string, string>;
  readonly rest?: object;
}

/** What one operation becomes and who says so. */
function decided({ method = "get", mcp, config = {}, lock = {}, rest = {} }: Given): {
  is: string;
  messages: readonly string[];
  decision: ReturnType<typeof mapped>["decisions"][number] | undefined;
} {
  const described = { operationId: "x", summary: "Short", description: "Long.", tags: ["t"], responses: {} };
  const own = mcp === undefined ? {} : { "x-mcp": mcp };
  const document = openapi("3.1", { servers: [{ url: "https://x.example" }], paths: { "/x": { [method]: { ...described, ...own, ...rest } } } });
  const { decisions, messages } = mapped(document, { config, lock });
  const [decision] = decisions;
  return { is: `${decision?.type.value} by ${decision?.type.source.what}`, messages, decision };
} // prettier-ignore

describe("what an operation becomes", () => {
  const config = (change: Partial<OperationConfig>, ...routeMaps: RouteMap[]): Partial<Config> => ({
    routeMaps,
    operations: new Map([["x", operation(change)]]),
  });
  test.each<[string, Given, string]>([
    ["nothing said", {}, "tool by no route map"],
    ["a rule", { config: { routeMaps: [rule("resource")] } }, "resource by routeMaps[0]"],
    ["x-mcp false over a rule", { mcp: false, config: { routeMaps: [rule("tool")] } }, "exclude by x-mcp"],
    ["x-mcp true says nothing about a tool", { mcp: true }, "tool by no route map"],
    ["x-mcp true over an exclusion", { mcp: true, config: { routeMaps: [rule("exclude")] } }, "tool by x-mcp"],
    ["x-mcp.type over a rule", { mcp: { type: "resource" }, config: { routeMaps: [rule("tool")] } }, "resource by x-mcp.type"],
    ["x-mcp.enabled over its type", { mcp: { type: "tool", enabled: false } }, "exclude by x-mcp.enabled"],
    ["the config over x-mcp", { mcp: { type: "resource" }, config: config({ mcpType: "tool" }) }, 'tool by operations["x"].mcpType'],
    ["the config over an exclusion of x-mcp", { mcp: false, config: config({ mcpType: "tool" }) }, 'tool by operations["x"].mcpType'],
    ["the function over the config", { config: { ...config({ mcpType: "tool" }), routeMapFn: () => "exclude" } }, "exclude by routeMapFn"],
    ["a function that says nothing", { config: { routeMapFn: () => undefined } }, "tool by no route map"],
    ["a function that says the same", { config: { routeMaps: [rule("exclude")], routeMapFn: (_, mcpType) => mcpType } }, "exclude by routeMaps[0]"],
    ["what no URI holds", { mcp: { type: "resource" }, rest: { parameters: [{ name: "h", in: "header", required: true }] } }, "tool by no URI holds the header h"],
  ])("%s", (_, given, is) => {
    expect(decided(given).is).toBe(is);
  }); // prettier-ignore

  test("a function is asked about excluded operations too, with what FastMCP's gets", () => {
    const asked: unknown[] = [];
    const routeMapFn: Config["routeMapFn"] = (...args) => void asked.push(args);
    decided({
      mcp: false,
      config: { routeMapFn },
      rest: { "x-a": [1], parameters: [{ name: "q", in: "query" }] },
    });
    const [[info, mcpType] = []] = asked as [unknown, unknown][];
    expect(mcpType).toBe("exclude");
    expect(info).toEqual({
      method: "GET",
      path: "/x",
      operationId: "x",
      summary: "Short",
      description: "Long.",
      tags: ["t"],
      deprecated: false,
      parameters: [{ name: "q", in: "query", required: false }],
      extensions: { "x-mcp": false, "x-a": [1] },
    });
  });

  test.each<[string, Given, string]>([
    ["a document that exposes what a rule excludes", { mcp: true, config: { routeMaps: [rule("exclude")] } },
      "extension-exposes-excluded: routeMaps[0] excludes what the document's x-mcp exposes nevertheless: GET /x"],
    ["a resource of POST in the document", { method: "post", mcp: { type: "resource" } },
      "extension-type-not-readable: x-mcp.type makes a resource of POST /x, but resources come of GET and HEAD only"],
    ["a resource of POST in the config", { method: "post", config: config({ mcpType: "resource" }) },
      'type-not-readable: operations["x"].mcpType makes a resource of POST /x, but resources come of GET and HEAD only'],
    ["a resource of POST by a function", { method: "post", config: { routeMapFn: () => "resource" } },
      "type-not-readable: routeMapFn makes a resource of POST /x, but resources come of GET and HEAD only"],
  ])("%s is reported", (_, given, message) => {
    expect(decided(given).messages).toContain(message);
  }); // prettier-ignore

  test("a config that takes back what the document exposes leaves nothing to report", () => {
    const { is, messages } = decided({ mcp: true, config: config({ mcpType: "exclude" }, rule("exclude")) });
    expect([is, messages.filter((each) => each.startsWith("extension"))]).toEqual([
      'exclude by operations["x"].mcpType',
      [],
    ]);
  });
});

describe("names and texts", () => {
  const mcp = {
    name: "ext",
    title: "Ext",
    description: "Ext.",
    tags: ["e"],
    annotations: { idempotentHint: false },
  };
  const change = operation({
    title: "Own",
    description: "Own.",
    mcpTags: ["o"],
    annotations: { idempotentHint: true },
  });
  const config = { operations: new Map([["GET /x", change]]), names: new Map([["x", "own"]]) };
  const lock = { "GET /x": "kept" };
  test.each<[string, Given, Record<string, string>]>([
    ["the document", {}, { name: "x by operationId", title: "Short by summary", description: "Long. by description", idempotentHint: "true by the method GET" }],
    ["the lock", { lock }, { name: "kept by mcpgen.lock.json" }],
    ["x-mcp", { mcp, lock }, { name: "ext by x-mcp.name", title: "Ext by x-mcp.title", description: "Ext. by x-mcp.description", idempotentHint: "false by x-mcp.annotations.idempotentHint" }],
    ["the config", { mcp, lock, config }, { name: 'own by names["x"]', title: 'Own by operations["GET /x"].title', description: 'Own. by operations["GET /x"].description', idempotentHint: 'true by operations["GET /x"].annotations.idempotentHint' }],
    ["componentFn", { mcp, lock, config: { ...config, componentFn: (_, { name }) => ({ name: `fn_${name}`, annotations: { idempotentHint: false } }) } },
      { name: "fn_own by componentFn", title: 'Own by operations["GET /x"].title', idempotentHint: "false by componentFn" }],
  ])("of %s", (_, given, parts) => {
    const { decision } = decided(given);
    const hint = decision?.texts?.annotations.get("idempotentHint");
    const all = { name: decision?.name, title: decision?.texts?.title, description: decision?.texts?.description, idempotentHint: hint };
    const said = Object.entries(all).map(([key, part]) => [key, `${String(part?.value)} by ${part?.source.what}`]);
    expect(Object.fromEntries(said)).toMatchObject(parts);
  }); // prettier-ignore

  test("tags are everybody's, and clients of long lists see those that were asked for", () => {
    const { project } = mapped(
      openapi("3.1", { paths: { "/x": { get: { tags: ["t"], "x-mcp": mcp, responses: {} } } } }),
      { config: { ...config, mcpTags: ["all"], routeMaps: [rule("tool", { mcpTags: ["r"] })] } },
    );
    expect(project.tools[0]).toMatchObject({
      tags: ["t", "e", "r", "o", "all"],
      mcpTags: ["e", "r", "o", "all"],
    });
  });

  test("a name too long is made shorter, and the decision knows", () => {
    const operationId = `${"veryLong".repeat(9)}Name`;
    const { decision } = decided({ rest: { operationId } });
    expect(decision?.name?.shortFor).toBe(operationId);
    expect(decision?.name?.value.length).toBeLessThanOrEqual(50);
    expect(decided({ rest: { operationId }, lock }).decision?.name?.shortFor).toBeUndefined();
  });
});

describe("a function of the config", () => {
  const rejected = (): never => Promise.reject(new Error("no")) as never;
  test.each<[string, Partial<Config>]>([
    ["routeMapFn", { routeMapFn: rejected }],
    ["componentFn", { componentFn: rejected }],
  ])("that is async is an error, and what it rejects with nobody else's: %s", async (name, config) => {
    // vitest fails a run in which a rejection is left unhandled; this makes it happen here.
    const { messages } = decided({ config });
    await new Promise((resolve) => setImmediate(resolve));
    expect(messages).toContain(
      `config-function-failed: ${name} fails for GET /x: it returned a promise, which is not waited for`,
    );
  });

  test.each<[string, unknown, string]>([
    ["a text", "no\nreason", "it threw no"],
    ["nothing", undefined, "it threw undefined"],
    ["an object that is no text", Object.create(null), "it threw an object"],
    ["an error without a message", new Error(), "it gives no reason"],
  ])("may throw %s", (_, thrown, reason) => {
    const routeMapFn = (): never => {
      throw thrown;
    };
    expect(decided({ config: { routeMapFn } }).messages).toContain(
      `config-function-failed: routeMapFn fails for GET /x: ${reason}`,
    );
  });
});

describe("componentFn", () => {
  test("is asked about the name before in each run, so that a prefix comes once", () => {
    const componentFn: Config["componentFn"] = (_, { name }) => ({ name: `p_${name}` });
    const document = openapi("3.1", { paths: { "/x": { get: { operationId: "x", responses: {} } } } });
    const first = mapped(document, { config: { componentFn } }).project.tools[0];
    expect([first?.name, first?.lockName]).toEqual(["p_x", "x"]);
    const again = mapped(document, { config: { componentFn }, lock: { "GET /x": first?.lockName ?? "" } });
    expect(again.project.tools[0]?.name).toBe("p_x");
  });

  test.each<[string, unknown, string]>([
    ["a promise", Promise.resolve({}), "it returned a promise, which is not waited for"],
    ["a text", "x", 'it returned "x" instead of an object'],
    ["a list", [], "it returned a list instead of an object"],
    ["an unknown key", { nam: "x" }, 'it returned the key "nam", and can change name, title, description, tags, annotations'],
    ["another type", { type: "resource" }, 'it returned the key "type", and can change name, title, description, tags, annotations'],
    ["an illegal name", { name: "a b" }, "the name that it returned is not a letter, then letters, digits, _ and -, at most 64 characters"],
    ["an empty description", { description: "" }, "the description that it returned is not a text"],
    ["a hint that is none", { annotations: { readOnly: true } }, "the annotations that it returned is not an object of readOnlyHint, destructiveHint, idempotentHint, openWorldHint, each true or false"],
  ])("cannot return %s", (_, returned, reason) => {
    const componentFn = (() => returned) as Config["componentFn"];
    expect(decided({ config: { componentFn } }).messages).toContain(
      `config-function-failed: componentFn fails for GET /x: ${reason}`,
    );
  }); // prettier-ignore

  test.each<[string, Config["componentFn"]]>([
    ["nothing", () => undefined],
    ["null", () => null],
    ["the component itself", (_, component) => component],
    ["a key without a value", () => ({ title: undefined })],
  ])("may return %s", (_, componentFn) => {
    const { messages, decision } = decided({ config: { componentFn } });
    expect([messages, decision?.name?.value]).toEqual([[], "x"]);
  });

  test("two names that clash are an error", () => {
    const paths = { "/x": { get: { responses: {} }, put: { responses: {} } } };
    const { messages } = mapped(openapi("3.1", { servers: [{ url: "https://x.example" }], paths }), {
      config: { componentFn: () => ({ name: "same" }) },
    });
    expect(messages).toEqual(['name-clash: PUT /x and GET /x are both named "same"']);
  });

  test("is named where only it can resolve a clash", () => {
    const paths = { "/x": { get: { responses: {} }, put: { responses: {} } } };
    const names = new Map([["PUT /x", "same"]]);
    const diagnostics = new Diagnostics();
    const componentFn: Config["componentFn"] = ({ method }) =>
      method === "GET" ? { name: "same" } : undefined;
    const config = { ...emptyConfig, names, componentFn };
    map(parse(documentOf(openapi("3.1", { paths })), diagnostics), config, undefined, diagnostics);
    const clash = diagnostics.all.find(({ code }) => code === "name-clash");
    expect(clash?.fix).toContain("componentFn");
  });
});
