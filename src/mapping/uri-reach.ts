/** What of an operation no URI can hold: headers, cookies and a body, where the config does not say what they are. */
import type { Operation, Parameter } from "../openapi/api.js";

/** Something that a resource is read without. */
export interface BeyondUri {
  /** In words: `the header X-Tenant`. */
  readonly what: string;
  readonly required: boolean;
}

/** What is beyond URIs, in document order. */
export function beyondUris({ parameters, requestBody }: Operation): BeyondUri[] {
  const beyond = parameters.filter(
    (parameter) => isBeyond(parameter) && parameter.change?.source === undefined,
  );
  return [
    ...beyond.map((parameter) => ({
      what: `the ${parameter.in} ${parameter.name}`,
      required: parameter.required,
    })),
    ...(requestBody === undefined ? [] : [{ what: "the body", required: requestBody.required }]),
  ];
}

/** Whether no URI can hold a parameter. */
export function isBeyond({ in: place }: Parameter): boolean {
  return place === "header" || place === "cookie";
}
