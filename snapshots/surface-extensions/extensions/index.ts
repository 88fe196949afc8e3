import { ArgumentError, defineTool, replaceTool, wrapTool, type Extensions } from "../generated/runtime/extensions.js";
import { moorBoat } from "../generated/tools/berths/moorBoat.js";
import { getBoat } from "../generated/tools/boats/getBoat.js";
import { removeBoat } from "../generated/tools/boats/removeBoat.js";

/** Listed always: it is no operation that is searched for. */
const tide = defineTool<{ hour: number }>({
  name: "tide",
  description: "Says whether the water is high.",
  tags: ["sea"],
  annotations: { readOnlyHint: true },
  inputSchema: {
    type: "object",
    properties: { hour: { type: "integer" } },
    required: ["hour"],
    additionalProperties: false,
  },
  call: async (_api, { hour }) => ({ content: [{ type: "text", text: hour % 12 < 6 ? "high" : "low" }] }),
});

/** Found by its new words, and called with the old arguments. */
const vessel = wrapTool(getBoat, {
  title: "Look up a vessel",
  description: "Gives a yacht or dinghy.",
  call(api, args, context) {
    if (args.boatId < 1) throw new ArgumentError("Boats are numbered from 1.");
    return getBoat.call(api, args, context);
  },
});

/** A boat can come back: nothing is lost. */
const takeOut = wrapTool(removeBoat, { annotations: { destructiveHint: false } });

/** One text instead of two fields. */
const moor = replaceTool<{ boatId: number; berth: string }>(moorBoat, {
  description: "Moors a boat at a berth such as B12.",
  annotations: moorBoat.annotations,
  inputSchema: {
    type: "object",
    properties: { boatId: { type: "integer" }, berth: { type: "string", pattern: "^[A-Z]\\d+$" } },
    required: ["boatId", "berth"],
    additionalProperties: false,
  },
  call: (api, { boatId, berth }, context) =>
    moorBoat.call(api, { boatId, pier: berth.slice(0, 1), number: Number(berth.slice(1)) }, context),
});

export const extensions: Extensions = { tools: [tide], overrides: [vessel, takeOut, moor] };
