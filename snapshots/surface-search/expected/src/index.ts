import "./generated/runtime/claim-stdout.js";
import { extensions } from "./extensions/index.js";
import { run } from "./generated/server.js";

await run(extensions);
