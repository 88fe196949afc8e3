/** What the generated code of a tool or resource hands to `api.request`: see `emit/emit-request.ts`, which prints it. */
import type { ApiClient } from "../../templates/runtime/api-client.js";
import { whenGiven } from "../../templates/runtime/tool.js";
import type { RequestValues } from "../../templates/runtime/wire/wire.js";
import type { Component, SentValue, Tool } from "../project/project.js";

/** A tool, or a resource, which has no body. */
export type Called = Component & Pick<Tool, "body">;

type Values = Readonly<Record<string, unknown>>;

/** The request of a call with these arguments. */
export function requestOf(tool: Called, args: Values, api: ApiClient): RequestValues & object {
  const places = (["path", "query", "header", "cookie", "querystring"] as const).map((place) => {
    const inPlace = tool.sent.filter((value) => value.place === place);
    return [place, record(inPlace, (value) => valueOf(value, args, api))] as const;
  });
  return {
    ...Object.fromEntries(places),
    ...(tool.body === undefined ? {} : { body: bodyOf(tool, args, api) }),
    ...(tool.wire === undefined ? {} : { wire: tool.wire }),
    ...(tool.security === undefined ? {} : { security: tool.security }),
  };
}

function bodyOf({ body, sent }: Called, args: Values, api: ApiClient): unknown {
  const whole = sent.find(({ place }) => place === "body");
  if (whole !== undefined) return valueOf(whole, args, api);
  const fields = sent.filter(({ place }) => place === "field");
  const all = record(fields, (value) => valueOf(value, args, api));
  if (body?.optional !== true) return all;
  const given = fields.filter(({ source }) => source.kind === "argument");
  return given.length === 0
    ? whenGiven(all)
    : whenGiven(
        record(given, (value) => givenOf(value, args)),
        all,
      );
}

function record(
  values: readonly SentValue[],
  valueOf: (value: SentValue) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(values.map((value) => [value.wireName, valueOf(value)]));
}

function valueOf(value: SentValue, args: Values, api: ApiClient): unknown {
  const { source, required } = value;
  switch (source.kind) {
    case "constant":
      return source.value;
    case "variable":
      return required
        ? api.variable(source.variable, source.type)
        : api.optionalVariable(source.variable, source.type);
    case "argument": {
      const given = givenOf(value, args);
      return given === undefined ? source.fallback?.value : given;
    }
  }
}

function givenOf({ source }: SentValue, args: Values): unknown {
  return source.kind === "argument" && Object.hasOwn(args, source.name) ? args[source.name] : undefined;
}
