import { describe, expect, it } from "vitest";
import { createApiClient } from "../../templates/runtime/api-client.js";
import type { VariableType } from "../../templates/runtime/environment.js";
import { ConfigurationError } from "../../templates/runtime/errors.js";
import { whenGiven } from "../../templates/runtime/tool.js";
import { apiResponse, policy } from "./support.js";

function clientOf(environment: Record<string, string>) {
  return createApiClient({
    baseUrls: {},
    environment,
    security: [],
    userAgent: "pets",
    policy: policy(),
    exchange: async () => apiResponse(),
  });
}

describe("a variable", () => {
  it.each<[text: string, type: VariableType, value: unknown]>([
    [" acme ", "string", "acme"],
    ["7", "string", "7"],
    ["7", "integer", 7],
    ["9007199254740993", "integer", 9007199254740993n],
    ["-1.5", "number", -1.5],
    ["true", "boolean", true],
    ['["a"]', "json", ["a"]],
    ["null", "json", null],
  ])("%j as %s", (text, type, value) => {
    const api = clientOf({ V: text });
    expect(api.variable("V", type)).toEqual(value);
    expect(api.optionalVariable("V", type)).toEqual(value);
  });

  it.each<[text: string, type: VariableType, words: string]>([
    ["1.5", "integer", "V must be an integer"],
    ["seven", "number", "V must be a number"],
    ["1", "boolean", "V must be true or false"],
    ["secret", "json", "V must be JSON text"],
  ])("%j is not %s", (text, type, words) => {
    const api = clientOf({ V: text });
    expect(() => api.variable("V", type)).toThrow(new ConfigurationError(words));
    expect(() => api.optionalVariable("V", type)).toThrow(new ConfigurationError(words));
  });

  it.each(["", " "])("of %j is not set", (text) => {
    expect(clientOf({ V: text }).optionalVariable("V", "integer")).toBeUndefined();
    expect(clientOf({}).optionalVariable("V", "string")).toBeUndefined();
    expect(() => clientOf({ V: text }).variable("V", "integer")).toThrow(
      new ConfigurationError("A value of the request is not known: set V to an integer"),
    );
    expect(() => clientOf({}).variable("V", "string")).toThrow(
      new ConfigurationError("A value of the request is not known: set V"),
    );
  });
});

describe("a body that can be left out", () => {
  interface Pet {
    name?: string | null;
    tag?: string;
    source?: string;
  }

  it("is not sent for what goes along alone", () => {
    expect(whenGiven<Pet>({ name: undefined }, { source: "mcp" })).toBeUndefined();
    expect(whenGiven<Pet>({}, { source: "mcp" })).toBeUndefined();
  });

  it("has what goes along where it is not given", () => {
    const along = { tag: "dog", source: "mcp" };
    expect(whenGiven<Pet>({ name: "Rex", tag: undefined }, along)).toEqual({ name: "Rex", ...along });
    expect(whenGiven<Pet>({ name: null, tag: "cat" }, along)).toEqual({
      name: null,
      tag: "cat",
      source: "mcp",
    });
    expect(whenGiven<Pet>({ tag: "cat" })).toEqual({ tag: "cat" });
  });
});
