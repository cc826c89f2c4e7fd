import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: "/",
  // Everything that is served lies in assets/ under the hash of its content, the page itself excepted.
  publicDir: false,
  resolve: {
    // The verifier of proofs is the same file here and in the shell; these are what it asks of Node.
    alias: { "node:crypto": here("./ledger/node-crypto.ts") },
  },
  build: {
    target: "es2024",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      // Said of every component of Mantine: "use client" is for servers that render pages, and there is none.
      onLog: (level, log, tell) => {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") tell(level, log);
      },
      transform: { inject: { Buffer: ["buffer/", "Buffer"] } },
    },
  },
});
