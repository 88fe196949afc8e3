// A program whose own tool has the name of a generated one.
import { createPet } from "./tools.js";
import { run } from "./server.js";

await run({ tools: [createPet] });
