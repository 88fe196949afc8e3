// Prints "N passed, N failed" from the report of vitest's JSON reporter. A file that could not run counts as one failed.
import { readFileSync } from "node:fs";

const report = read(process.argv[2]);
const broken = report.testResults.filter(
  ({ status, assertionResults }) =>
    status === "failed" && !assertionResults.some((test) => test.status === "failed"),
);
console.log(`${report.numPassedTests} passed, ${report.numFailedTests + broken.length} failed`);

function read(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    // The tests did not run, or not to their end.
    return { numPassedTests: 0, numFailedTests: 0, testResults: [] };
  }
}
