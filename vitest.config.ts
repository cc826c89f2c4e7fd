import { defineConfig } from "vitest/config";

const browserTests = "tests/**/*.browser.test.ts";
/** Hundreds of calls at once, which take all that the machine has: nothing else runs beside them. */
const crowded = "tests/packets/concurrency.test.ts";

const onTheEngine = {
  globalSetup: ["tests/support/engine.ts"],
  setupFiles: ["tests/support/tables.ts"],
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    silent: "passed-only",
    // Half of a test's time is the engine's, in a process of its own: one worker a core is not too many.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          ...onTheEngine,
          name: "baton",
          include: ["tests/**/*.test.ts"],
          exclude: [browserTests, crowded],
        },
      },
      { test: { ...onTheEngine, name: "crowded", include: [crowded], sequence: { groupOrder: 1 } } },
      {
        test: {
          name: "console",
          include: [browserTests],
          globalSetup: ["tests/web/support/running.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
});
