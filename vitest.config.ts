import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [vue()],
  test: {
    environment: "happy-dom",
    include: ["*.test.ts", "queue_server/client/src/**/*.test.ts", "*/web/**/*.test.ts"],
    restoreMocks: true,
    unstubGlobals: true,
  },
});
