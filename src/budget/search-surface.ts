/** The other way to a short list: tools to search with instead of all. */
import { configSchema } from "../config/schema.js";

/** What to say besides, where a config can say it. */
export const searchHint = Object.hasOwn(configSchema.properties, "surface")
  ? "; or say `surface: search`, which lists tools to search with instead"
  : "";
