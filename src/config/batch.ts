/** What the config says about the tool that calls several others: `batch`. */
import type { BatchOptions } from "../../templates/runtime/batch-listing.js";

/** As the config writes it: switched on, or what differs from the standard. */
export type WrittenBatch = boolean | Partial<BatchOptions>;

const standard: BatchOptions = { maxCalls: 20, concurrency: 5, readOnly: false };

/** The options of a batch; nothing while there is none. */
export function toBatch(written: WrittenBatch | undefined): BatchOptions | undefined {
  if (written === undefined || written === false) return undefined;
  return { ...standard, ...(written === true ? {} : written) };
}

/** The part of the config's JSON Schema. */
export const batchSchema = {
  description:
    "true adds a tool that calls several tools at a time; or what differs: maxCalls, concurrency, readOnly.",
  type: ["boolean", "object"],
  additionalProperties: false,
  properties: {
    maxCalls: {
      description: "A whole number from 1 to 100: calls in one batch.",
      type: "integer",
      minimum: 1,
      maximum: 100,
    },
    concurrency: {
      description: "A whole number from 1 to 50: calls at a time.",
      type: "integer",
      minimum: 1,
      maximum: 50,
    },
    readOnly: { description: "true: only tools that change nothing can be called.", type: "boolean" },
  },
};
