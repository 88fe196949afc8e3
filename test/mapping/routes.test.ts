import { expect, test } from "vitest";
import type { RouteMap } from "../../src/config/config.js";
import { openapi } from "../openapi/support.js";
import { mapped } from "./support.js";

const operations = {
  "/pets": { get: { operationId: "listPets", tags: ["pets"] }, post: { operationId: "addPet", tags: ["pets", "write"] } },
  "/pets/{id}": { get: { operationId: "getPet", tags: ["pets"], deprecated: true } },
  "/admin": { get: { operationId: "admin" } },
}; // prettier-ignore

function tools(
  routeMaps: Partial<RouteMap>[],
  mcpTags: string[] = [],
): { names: string[]; messages: unknown } {
  const config = {
    routeMaps: routeMaps.map((each): RouteMap => ({ mcpType: "exclude", mcpTags: [], ...each })),
    mcpTags,
  };
  const { project, messages } = mapped(openapi("3.1", { paths: operations }), { config });
  const names = project.tools.map(({ name, tags }) => [name, ...tags].join(" "));
  return { names, messages: messages.filter((message) => message.startsWith("route-map")) };
}

test.each<[string, Partial<RouteMap>[], string[]]>([
  ["nothing", [], ["listPets pets", "addPet pets write", "getPet pets", "admin"]],
  ["methods", [{ methods: ["GET"] }], ["addPet pets write"]],
  ["a pattern, anywhere in the templated path", [{ pattern: /\{/ }], ["listPets pets", "addPet pets write", "admin"]],
  ["all of the tags", [{ tags: ["pets", "write"] }], ["listPets pets", "getPet pets", "admin"]],
  ["one of the ids", [{ operationIds: ["admin", "addPet"] }], ["listPets pets", "getPet pets"]],
  ["deprecated", [{ deprecated: true }], ["listPets pets", "addPet pets write", "admin"]],
  ["not deprecated", [{ deprecated: false }], ["getPet pets"]],
  ["the first that fits", [{ operationIds: ["admin"], mcpType: "tool", mcpTags: ["a", "b"] }, {}], ["admin a b"]],
])("a rule tests %s", (_, routeMaps, names) => {
  expect(tools(routeMaps)).toEqual({ names, messages: [] });
}); // prettier-ignore

test("tags are the operation's, the rule's and everybody's, each once", () => {
  const { names } = tools(
    [{ tags: ["write"], mcpType: "tool", mcpTags: ["write", "slow"] }],
    ["shop", "slow"],
  );
  expect(names[1]).toBe("addPet pets write slow shop");
  expect(names[3]).toBe("admin shop slow");
});

test("rules that decide nothing are reported, but not one that catches the rest", () => {
  const { messages } = tools([
    { tags: ["pets"] },
    { pattern: /^\/pets$/, methods: ["GET"] },
    { pattern: /^\/orders/ },
    { pattern: /^\/admin/ },
    {},
  ]);
  expect(messages).toEqual([
    "route-map-shadowed: routeMaps[1] decides nothing: routeMaps[0] before it fit all that it fits",
    "route-map-fits-nothing: routeMaps[2] fits no operation of the document",
  ]);
});
