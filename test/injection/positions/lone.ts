/** A server with one tool, which its README shows how to call. */
import type { JsonObject } from "../../../src/json/json.js";
import * as grammar from "../grammars.js";
import { inOperation, whole, type Position } from "./position.js";

const scene = "lone";

export const lonePositions: readonly Position[] = [
  inOperation(
    "example in the README",
    (text) => {
      const parameter = (name: string, schema: JsonObject): JsonObject => ({
        name,
        in: "query",
        required: true,
        schema,
      });
      return { parameters: [parameter("value", { enum: [text] }), parameter(text, { type: "string" })] };
    },
    { scene, grammar: grammar.queryName },
  ),
  whole("title of a server with one tool", (title) => ({ info: { title } }), { scene }),
];
