// Generates every case of snapshots/ with the Node that runs it, as it is and in every variant; prints what differs.
import { createJiti } from "jiti";

const jiti = createJiti(import.meta.url);
const { projectCases } = await jiti.import("../snapshots/cases.ts");
const { differences, variants } = await jiti.import("./variants.ts");

const asItIs = { name: "as it is", rewrite: (text) => text };
let failed = 0;
for (const variant of [asItIs, ...variants]) {
  for (const each of projectCases) {
    const files = await differences(each, variant);
    if (files.length === 0) continue;
    failed += 1;
    console.log(`${each.name}, ${variant.name}: ${files.join(", ")}`);
  }
}
const total = projectCases.length * (variants.length + 1);
console.log(`Node ${process.versions.node}: ${total - failed} projects the same, ${failed} not`);
process.exitCode = failed === 0 ? 0 : 1;
