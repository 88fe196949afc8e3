/** `src/generated/client.ts`: where the API is, its credentials and the policies of an exchange. */
import type { SecretSource } from "../../templates/runtime/secrets.js";
import { upstreamVariables } from "../../templates/runtime/upstream-variables.js";
import { hasCache, hasOAuth, hasStore, sendsFiles, sharesCache, sharesTokens } from "../project/parts.js";
import type { BaseUrl, Credential, Project } from "../project/project.js";
import { clientOptions, layerOrder, storeStatement } from "./client-options.js";
import {
  code,
  comment,
  groupedDigits,
  identifier,
  join,
  literal,
  objectLiteral,
  propertyKey,
  type Code,
} from "./code.js";
import { exportedConstant, exportedFunction, importOf, type Statement } from "./source-file.js";

/** The statements of `client.ts`. */
export function clientStatements(project: Project): Statement[] {
  return [
    ...imports(project),
    exportedConstant(code`baseUrls`, baseUrls(project), {
      type: code`BaseUrls`,
      doc: code`Where the API is. A variable that is set wins over the document's URL.`,
    }),
    exportedConstant(code`credentials`, credentials(project), {
      type: code`Credentials`,
      doc: code`The API's credentials, by the name of their security scheme.`,
    }),
    exportedConstant(code`security`, literal(project.security), {
      type: code`Security`,
      doc: code`Any one of these sets of credentials is enough, unless a tool says otherwise.`,
    }),
    exportedConstant(code`upstream`, policy(project), {
      type: code`UpstreamPolicy`,
      doc: code`How the API is called; a tool that differs says so. ${variableNames(project)} win when set.`,
    }),
    exportedFunction({
      name: code`createApi`,
      parameters: [
        { name: code`environment`, type: code`Environment` },
        { name: code`extensions`, type: code`Hooks`, initializer: code`{}` },
      ],
      returns: code`ApiClient`,
      body: [
        code`const policy = withVariables(upstream, ${literal(project.prefix)}, environment);`,
        ...storeStatement(project),
        code`return createApiClient(${clientOptions(project)});`,
      ],
      doc: code`One exchange with the API: ${layerOrder(project)}.`,
    }),
  ];
}

function imports(project: Project): Statement[] {
  const { credentials } = project;
  const factories = new Set(credentials.map(({ kind }) => kind).filter((kind) => kind !== "oauth2"));
  return [
    importOf(code`./runtime/api-client.js`, [
      code`createApiClient`,
      code`type ApiClient`,
      code`type BaseUrls`,
    ]),
    importOf(code`./runtime/attempt.js`, [code`attempt`]),
    importOf(code`./runtime/auth.js`, [code`auth`]),
    ...(hasCache(project)
      ? [
          importOf(code`./runtime/cache/cache.js`, [code`cache`]),
          importOf(code`./runtime/cache/identity.js`, [code`identity`]),
        ]
      : []),
    factories.size === 0
      ? importOf(code`./runtime/credentials.js`, [code`Credentials`], { type: true })
      : importOf(code`./runtime/credentials.js`, [
          ...[...factories].sort().map(identifier),
          code`type Credentials`,
        ]),
    importOf(code`./runtime/deadline.js`, [code`deadline`]),
    importOf(code`./runtime/environment.js`, [code`Environment`], { type: true }),
    importOf(code`./runtime/exchange.js`, [code`pipeline`, code`type Security`]),
    ...(sendsFiles(project) ? [importOf(code`./runtime/files.js`, [code`filesBelow`])] : []),
    importOf(code`./runtime/hooks.js`, [code`hooks`, code`type Hooks`]),
    importOf(code`./runtime/log.js`, [code`log`]),
    ...(hasOAuth(project) ? [importOf(code`./runtime/oauth/oauth2.js`, [code`oauth2`])] : []),
    importOf(code`./runtime/policy.js`, [code`UpstreamPolicy`], { type: true }),
    importOf(code`./runtime/rate-limit/rate-limit.js`, [code`rateLimit`]),
    importOf(code`./runtime/redirects.js`, [code`redirects`]),
    importOf(code`./runtime/retry.js`, [code`retry`]),
    importOf(code`./runtime/send.js`, [code`send`]),
    ...(sharesCache(project) ? [importOf(code`./runtime/store/entries.js`, [code`sharedEntries`])] : []),
    ...(hasStore(project) ? [importOf(code`./runtime/store/open-store.js`, [code`openStore`])] : []),
    ...(sharesTokens(project) ? [importOf(code`./runtime/store/tokens.js`, [code`sharedTokens`])] : []),
    ...(hasStore(project) ? [importOf(code`./runtime/store/windows.js`, [code`sharedWindows`])] : []),
    importOf(code`./runtime/upstream-variables.js`, [code`withVariables`]),
  ];
}

function baseUrls(project: Project): Code {
  return objectLiteral(
    project.baseUrls.map((baseUrl) => {
      const { key, variable, url, credentials } = baseUrl;
      const bound = credentials === false ? { credentials } : {};
      return [
        join([originComment(baseUrl), propertyKey(key)]),
        literal({ variable, ...(url === undefined ? {} : { url }), ...bound }),
      ];
    }),
  );
}

/** A reviewer sees which other origins get the API's credentials. */
function originComment({ credentials }: BaseUrl): Code {
  if (credentials === undefined) return code``;
  return credentials
    ? code`\n// Another origin than the API's, which gets the API's credentials: the config says so.\n`
    : code`\n// Another origin than the API's, which gets no credentials while its variable is not set.\n`;
}

function credentials(project: Project): Code {
  return objectLiteral(
    project.credentials.map((credential) => [
      join([hostsComment(credential), propertyKey(credential.scheme)]),
      credentialCall(credential),
    ]),
  );
}

/** A reviewer sees where secrets go. */
function hostsComment(credential: Credential): Code {
  if (credential.kind !== "oauth2" || credential.hosts.length === 0) return code``;
  const hosts = join(credential.hosts.map(comment), code` and `);
  return code`\n// Client id and secret go to ${hosts}, not to the API's own host.\n`;
}

function credentialCall(credential: Credential): Code {
  switch (credential.kind) {
    case "apiKey": {
      const { in: place, name } = credential;
      return code`apiKey(${literal({ in: place, name, ...secretOf(credential) })})`;
    }
    case "bearer":
      return code`bearer(${literal(secretOf(credential))})`;
    case "basic": {
      const { username, password, passwordFile } = credential;
      return code`basic(${literal({ username, password, ...(passwordFile === undefined ? {} : { passwordFile }) })})`;
    }
    case "authorization":
      return code`authorization(${literal({ scheme: credential.httpScheme, ...secretOf(credential) })})`;
    case "oauth2":
      return code`oauth2(${literal(credential.options)})`;
    case "custom":
      return code`custom(${literal(credential.scheme)})`;
  }
}

function policy({ upstream }: Project): Code {
  const entries = Object.entries(upstream).map(([key, value]): [Code, Code] => [
    propertyKey(key),
    settings(value),
  ]);
  return objectLiteral(entries);
}

/** A value of the policy, its numbers as people write them. */
function settings(value: unknown): Code {
  if (typeof value === "number" && Number.isInteger(value)) return groupedDigits(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return literal(value);
  return objectLiteral(Object.entries(value).map(([key, each]) => [propertyKey(key), settings(each)]));
}

/** The names of variables, in words. */
function variableNames(project: Project): Code {
  const { cache, ...always } = upstreamVariables(project.prefix);
  const names = [...Object.values(always), ...(hasCache(project) ? [cache] : [])];
  const [last, ...others] = names.map(comment).reverse();
  return code`${join(others.reverse(), code`, `)} and ${last ?? code``}`;
}

function secretOf({ variable, file, header }: SecretSource): SecretSource {
  return {
    variable,
    ...(file === undefined ? {} : { file }),
    ...(header === undefined ? {} : { header }),
  };
}
