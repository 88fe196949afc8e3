import "../../../templates/runtime/claim-stdout.js";
import { extensions } from "./extensions.js";
import { run } from "./server.js";

await run(extensions);
