// Writes a project as `generate` does, in a process that comes to grief at one of its calls of the file system:
//   node dying-write.mjs <input> <how> <number of the call, from 1>
// how: kill       ends the process at once (SIGKILL), before the call is done
//      cut        ends it when half of the call is done: half of a text is written
//      ENOSPC     from the call on, every text is written by half and then fails, as on a full disk
//      EACCES     the call fails
// Prints how many calls there were, and the problems, if any.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const [, , input, how, number] = process.argv;
let calls = 0;

for (const name of ["writeFileSync", "renameSync", "mkdirSync", "rmSync", "rmdirSync"]) {
  const original = fs[name];
  fs[name] = (...args) => {
    calls += 1;
    const grief = how === "ENOSPC" ? calls >= number && name === "writeFileSync" : calls === Number(number);
    if (!grief) return original(...args);
    if (name === "writeFileSync" && how !== "kill" && how !== "EACCES") {
      const [path, text, options] = args;
      original(path, text.slice(0, text.length / 2), options);
    }
    if (how === "kill" || how === "cut") process.kill(process.pid, "SIGKILL");
    throw Object.assign(new Error(`${how}: it fails, ${name} '${args[0]}'`), { code: how });
  };
}
syncBuiltinESMExports();

const { Diagnostics } = await import("../../dist/src/diagnostics/diagnostic.js");
const { loadMemory } = await import("../../dist/src/write/project-lock.js");
const { write } = await import("../../dist/src/write/write.js");

const { folder, files, head } = JSON.parse(fs.readFileSync(input, "utf8"));
const diagnostics = new Diagnostics();
const memory = loadMemory(folder, folder, diagnostics);
const operations = new Map(head.operations);
const target = { folder, memory, force: false, dryRun: false };
const problems = [];
try {
  write(files, { ...head, operations }, target, diagnostics);
} catch (error) {
  if (error.name !== "ProblemsError") throw error;
  problems.push(...error.diagnostics.map(({ code, title }) => `${code}: ${title}`));
}
console.log(JSON.stringify({ calls, problems }));
