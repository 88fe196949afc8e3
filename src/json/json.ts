/** A JSON value, as loaded from a document. Objects may have any own key, `__proto__` included: read them with `own`. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object from a document. */
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value of an object's own key; nothing inherited is ever seen, whatever the key. */
export function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
