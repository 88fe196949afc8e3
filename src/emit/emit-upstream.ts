/**
 * `test/generated/upstream.json`: where the server sends what, and with which credentials, one tool or resource a line.
 * Made for `mcpgen diff`, and for whoever reviews where secrets go.
 */
import type { Component, Credential, Project, SentValue } from "../project/project.js";
import { code, json, type Code } from "./code.js";
import { entries } from "./json-lines.js";

/** Its text. */
export function upstreamRecord(project: Project): Code {
  const { serverName, forwardHeaders, baseUrls, credentials, security, upstream } = project;
  const forwarded = Object.fromEntries(forwardHeaders);
  return code`{
  "server": ${json(serverName)},
  "baseUrls": ${entries(baseUrls.map(({ key, ...baseUrl }) => [key, baseUrl]))},
  "credentials": ${entries(credentials.map(credentialEntry))},
  "security": ${json(security)},
  "forwardHeaders": ${json(forwarded)},
  "policy": ${json(upstream)},
  "tools": ${entries(project.tools.map(componentEntry))},
  "resources": ${entries(project.resources.map(componentEntry))}
}
`;
}

/** What the document says about it is nothing that is sent. */
function credentialEntry({ scheme, description: _description, ...credential }: Credential): [string, object] {
  return [scheme, credential];
}

function componentEntry(component: Component): [string, object] {
  const { name, method, path, sent, server, security, wire, policy } = component;
  const entry = {
    operation: `${method} ${path}`,
    sends: sends(sent),
    ...(server === undefined ? {} : { server }),
    ...(security === undefined ? {} : { security }),
    ...(wire === undefined ? {} : { wire }),
    ...(policy === undefined ? {} : { policy }),
  };
  return [name, entry];
}

/** By place and name on the wire: an argument's name, or what is sent instead of one. */
function sends(sent: readonly SentValue[]): object {
  const places = [...new Set(sent.map(({ place }) => place))];
  return Object.fromEntries(
    places.map((place) => {
      const values = sent.filter((each) => each.place === place);
      return [
        place,
        Object.fromEntries(values.map(({ wireName, source }) => [wireName, sourceEntry(source)])),
      ];
    }),
  );
}

function sourceEntry(source: SentValue["source"]): unknown {
  switch (source.kind) {
    case "argument": {
      const { name, fallback } = source;
      return fallback === undefined ? name : { argument: name, fallback: fallback.value };
    }
    case "constant":
      return { value: source.value };
    case "variable":
      return { variable: source.variable };
  }
}
