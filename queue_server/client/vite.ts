import { resolve } from "node:path";

import vue from "@vitejs/plugin-vue";
import { defineConfig, type UserConfig } from "vite";

/** How a face is built: sources in web/, pages into dist/, addresses below /assets/<name>/. */
export function face(folder: string, name: string, pages: string[]): UserConfig {
  const web = resolve(folder, "web");
  return defineConfig({
    root: web,
    base: `/assets/${name}/`,
    publicDir: false,
    plugins: [vue()],
    build: {
      outDir: resolve(folder, "dist"),
      emptyOutDir: true,
      target: "chrome90", // a kiosk or a lobby screen is often five years old
      assetsInlineLimit: 0, // the content security policy allows no data: addresses
      modulePreload: { polyfill: false },
      rollupOptions: { input: pages.map((page) => resolve(web, page)) },
    },
  });
}
