import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [vue()],
  test: {
    pool: "vmThreads", // a page for each file costs little in one thread, and much in one process each
    environment: "happy-dom",
    include: ["*.test.ts", "queue_server/client/src/**/*.test.ts", "*/web/**/*.test.ts"],
    restoreMocks: true,
    unstubGlobals: true,
  },
});
