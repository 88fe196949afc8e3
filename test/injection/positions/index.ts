/** Every position where a document, an overlay or a config may say something. */
import { configurationPositions } from "./configuration.js";
import { documentPositions } from "./document.js";
import { lonePositions } from "./lone.js";
import { messagePositions } from "./messages.js";
import { operationPositions } from "./operations.js";
import { parameterPositions } from "./parameters.js";
import type { Position, Scene } from "./position.js";
import { resourcePositions } from "./resources.js";
import { schemaPositions } from "./schemas.js";
import { securityPositions } from "./security.js";
import { swaggerPositions } from "./swagger.js";
import type { Patch } from "../inputs.js";

export type { Position, Scene } from "./position.js";

/** All of them. */
export const positions: readonly Position[] = [
  ...documentPositions,
  ...operationPositions,
  ...parameterPositions,
  ...schemaPositions,
  ...messagePositions,
  ...securityPositions,
  ...resourcePositions,
  ...configurationPositions,
  ...swaggerPositions,
  ...lonePositions,
];

const info = { title: "Matrix", version: "1.0.0" };
const servers = [{ url: "https://api.example.com/v1" }];

/** What the positions of a scene are put into. */
export const bases: Readonly<Record<Scene, Patch>> = {
  openapi: {
    document: { openapi: "3.2.0", info, servers, paths: {}, components: {} },
    config: { routeMaps: [{ tags: ["as-resource"], mcpType: "resource" }] },
  },
  swagger: {
    document: {
      swagger: "2.0",
      info,
      host: "api.example.com",
      basePath: "/v1",
      schemes: ["https"],
      paths: {},
    },
  },
  lone: { document: { openapi: "3.1.0", info, servers, paths: {} } },
};
