/** Which texts OpenAPI, HTTP or mcpgen's config allow at a position. Only where one forbids a text it may be refused. */

/** A rule and who made it. */
export interface Grammar {
  readonly rule: string;
  readonly allows: (text: string) => boolean;
}

const matching = (rule: string, pattern: RegExp): Grammar => ({ rule, allows: (text) => pattern.test(text) });

/** Text that has a form in UTF-8: a URL or header can hold nothing else. */
const isWellFormed = (text: string): boolean => !/\p{Cs}/u.test(text);

export const token = matching("token (RFC 9110, 5.6.2)", /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/);

/** `Accept`, `Content-Type` and `Authorization` are nothing to OpenAPI; none of the payloads is one of them. */
export const headerName = token;

/** Below `type/`. */
export const subtype = matching(
  "restricted name (RFC 6838, 4.2)",
  /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/,
);

export const componentKey = matching("key of a component (OpenAPI 3.1, 4.8.7)", /^[a-zA-Z0-9._-]+$/);

export const status = matching("status code (OpenAPI 3.1, 4.8.16)", /^([1-5](\d\d|XX)|default)$/);

export const scope = matching("scope token (RFC 6749, 3.3)", /^[\x21\x23-\x5b\x5d-\x7e]+$/);

/** Literal text of a path. */
export const pathText = matching(
  "path literal (OpenAPI 3.2, 4.8.1)",
  /^([A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})+$/,
);

/** Below `https://host/`. */
export const urlText = matching("URL (RFC 3986)", /^([A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})*$/);

/** A whole URL. */
export const url = matching("absolute URL (RFC 3986)", /^https?:\/\/[^\s<>"{}|\\^`]+$/);

export const templateName: Grammar = {
  rule: "template expression (OpenAPI 3.2, 4.8.1)",
  allows: (text) => text !== "" && !/[{}]/.test(text) && isWellFormed(text),
};

export const queryName: Grammar = { rule: "has a form in UTF-8", allows: isWellFormed };

/** A whole segment that is nothing or dots means another path, so no request can say it (RFC 3986, 5.2.4). */
export const pathValue: Grammar = {
  rule: "value of a path parameter",
  allows: (text) => text !== "" && !/^\.{1,2}$/.test(text) && isWellFormed(text),
};

/** What stands behind `x-`. */
export const extension = queryName;

export const pattern: Grammar = {
  rule: "regular expression (ECMA-262)",
  allows(text) {
    try {
      new RegExp(text, "u");
      return true;
    } catch {
      return false;
    }
  },
};

export const method = matching("method (RFC 9110, 9.1): a token", /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/);

export const nonEmpty = matching("text in the config: not empty", /[^]/);

export const toolName = matching("name in the config", /^[A-Za-z][A-Za-z0-9_-]{0,63}$/);

export const serverName = matching("name of the server in the config", /^[A-Za-z][A-Za-z0-9._-]{0,63}$/);

export const variable = matching("environment variable in the config", /^[A-Za-z_][A-Za-z0-9_]*$/);

/** In quotes inside a JSONPath query. */
export const jsonPathText = matching("string of a query (RFC 9535, 2.3.1.2)", /^[^'\\\x00-\x1f\p{Cs}]*$/u);

/** What is a word of the specification. */
export const keyword = matching("one of a few words", /^(?!)/);
