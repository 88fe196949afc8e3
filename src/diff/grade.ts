/** How a difference of schemas is graded: for arguments, which the model gives, and for results, which it reads. */
import type { Grade } from "./change.js";
import type { SchemaChange } from "./schema-change.js";

/** A call that was right has to stay right. */
export function argumentGrade({ effect }: SchemaChange): Grade {
  switch (effect) {
    case "narrowed":
    case "replaced":
      return "breaking";
    case "unclear":
    case "said":
      return "risky";
    case "widened":
      return "compatible";
  }
}

/** What was read has to be there still, and to be what it was. */
export function resultGrade({ aspect, effect }: SchemaChange): Grade {
  if (aspect === "removed") return "breaking";
  if (aspect === "added") return "compatible";
  if (effect === "narrowed") return "compatible";
  return effect === "replaced" && aspect === "type" ? "breaking" : "risky";
}
