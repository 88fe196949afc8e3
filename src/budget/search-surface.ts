/** Whether a server can list tools to search with instead of all. */
import { configSchema } from "../config/schema.js";

/** The config knows the key `surface`. */
export const hasSearchSurface = Object.hasOwn(configSchema.properties, "surface");
