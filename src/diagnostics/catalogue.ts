/**
 * Every diagnostic mcpgen can print. `title` is one line that says what is wrong; `fix` says what to type or
 * change. Both get the values of the case at hand. A code is part of the public interface (people grep CI logs
 * for it): never rename one.
 */
import { argumentCatalogue } from "./catalogue-arguments.js";
import { budgetCatalogue } from "./catalogue-budget.js";
import { configCatalogue } from "./catalogue-config.js";
import { diffCatalogue } from "./catalogue-diff.js";
import { initCatalogue } from "./catalogue-init.js";
import { loadCatalogue } from "./catalogue-load.js";
import { mapCatalogue } from "./catalogue-map.js";
import { overlayCatalogue } from "./catalogue-overlay.js";
import { parseCatalogue } from "./catalogue-parse.js";
import { writeCatalogue } from "./catalogue-write.js";
import type { Entry } from "./entry.js";

export type { Severity } from "./entry.js";

export const catalogue = {
  ...loadCatalogue,
  ...overlayCatalogue,
  ...configCatalogue,
  ...argumentCatalogue,
  ...parseCatalogue,
  ...mapCatalogue,
  ...budgetCatalogue,
  ...writeCatalogue,
  ...initCatalogue,
  ...diffCatalogue,
} as const;

export type Code = keyof typeof catalogue;

/** What title and fix of a code mention. */
export type Values<C extends Code> = (typeof catalogue)[C] extends Entry<infer V> ? V : never;
