import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: ["tests/support/engine.ts"],
    setupFiles: ["tests/support/tables.ts"],
    silent: "passed-only",
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
