import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // By default one core is left free, which on two cores means one test file at a time; many wait for other processes.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
