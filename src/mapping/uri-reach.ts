/** What of an operation no URI can hold: headers, cookies and a body. */
import type { Operation } from "../openapi/api.js";

/** Something that a resource is read without. */
export interface BeyondUri {
  /** In words: `the header X-Tenant`. */
  readonly what: string;
  readonly required: boolean;
}

/** What is beyond URIs, in document order. */
export function beyondUris({ parameters, requestBody }: Operation): BeyondUri[] {
  const beyond = parameters.filter((parameter) => parameter.in === "header" || parameter.in === "cookie");
  return [
    ...beyond.map((parameter) => ({
      what: `the ${parameter.in} ${parameter.name}`,
      required: parameter.required,
    })),
    ...(requestBody === undefined ? [] : [{ what: "the body", required: requestBody.required }]),
  ];
}
