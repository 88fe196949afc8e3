/**
 * Libraries that bring a TypeScript compiler each, by `require`: to import a CommonJS file, Node 20 also parses it to see
 * which kind of module it is and once more for the names it exports, which takes 0.3 s for these.
 */
import { createRequire } from "node:module";
import type * as OpenapiTypescript from "openapi-typescript";
import type * as TsMorph from "ts-morph";
import type TypeScript from "typescript";

const require = createRequire(import.meta.url);

export const loadOpenapiTypescript = (): typeof OpenapiTypescript =>
  require("openapi-typescript") as typeof OpenapiTypescript;

export const loadTsMorph = (): typeof TsMorph => require("ts-morph") as typeof TsMorph;

export const loadTypeScript = (): typeof TypeScript => require("typescript") as typeof TypeScript;
