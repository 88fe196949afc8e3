/** What `createApi` in `client.ts` makes a client of, above all the layers of an exchange. */
import { hasCache, hasCustom, hasStore, sendsFiles, sharesCache, sharesTokens } from "../project/parts.js";
import type { Project } from "../project/project.js";
import { code, join, literal, type Code } from "./code.js";

/** The argument of `createApiClient`. */
export function clientOptions(project: Project): Code {
  const { outer, repeated } = layers(project);
  const calls = [...outer, ...repeated].map(({ call }) => call);
  const { forwardHeaders } = project;
  const credentialHeaders = project.credentials.flatMap((each) => ("header" in each ? [each.header] : []));
  return join([
    code`{ baseUrls, environment, security, policy, userAgent: ${literal(project.serverName)}, `,
    forwardHeaders.size === 0
      ? code``
      : code`forwardHeaders: ${literal(Object.fromEntries(forwardHeaders))}, `,
    credentialHeaders.length === 0
      ? code``
      : code`credentialHeaders: ${literal([...new Set(credentialHeaders)])}, `,
    sendsFiles(project) ? code`files: filesBelow(${literal(project.filesVariable)}, environment), ` : code``,
    hasStore(project) ? code`store, ` : code``,
    code`exchange: pipeline(${join(calls, code`, `)}) }`,
  ]);
}

/** The layers in one line, from the outermost to the wire; what is in parentheses is done again with each attempt. */
export function layerOrder(project: Project): Code {
  const { outer, repeated } = layers(project);
  const [first, second] = [outer, repeated].map((part) =>
    join(
      part.map(({ name }) => name),
      code` -> `,
    ),
  );
  return code`${first ?? code``}( ${second ?? code``} )`;
}

/** A layer, and the call that makes it. */
interface Layer {
  readonly name: Code;
  readonly call: Code;
}

function layers(project: Project): { readonly outer: Layer[]; readonly repeated: Layer[] } {
  const windows = hasStore(project) ? code`, sharedWindows(store)` : code``;
  return {
    outer: [
      { name: code`log`, call: code`log(policy)` },
      { name: code`deadline`, call: code`deadline()` },
      { name: code`hooks`, call: code`hooks(extensions)` },
      ...(hasCache(project) ? [{ name: code`cache`, call: cacheLayer(project) }] : []),
      { name: code`retry`, call: code`retry()` },
    ],
    repeated: [
      { name: code`redirects`, call: code`redirects()` },
      { name: code`auth`, call: authLayer(project) },
      { name: code`rateLimit`, call: code`rateLimit(policy, credentials${windows})` },
      { name: code`attempt`, call: code`attempt()` },
      { name: code`send`, call: code`send(policy, environment)` },
    ],
  };
}

function cacheLayer(project: Project): Code {
  const shared = sharesCache(project) ? code`, sharedEntries(store)` : code``;
  return code`cache(policy, identity(credentials, environment)${shared})`;
}

function authLayer(project: Project): Code {
  const options = [
    ...(hasCustom(project) ? [code`hooks: extensions.credentials ?? {}`] : []),
    ...(sharesTokens(project) ? [code`tokens: sharedTokens(store)`] : []),
  ];
  if (options.length === 0) return code`auth(credentials, environment)`;
  return code`auth(credentials, environment, { ${join(options, code`, `)} })`;
}

/** What the replicas of the server share. */
export function storeStatement({ storeVariable, serverName }: Project): Code[] {
  if (storeVariable === undefined) return [];
  const server = literal({ name: serverName, variable: storeVariable });
  return [code`const store = openStore(${server}, environment);`];
}
