import { resolve } from "node:path";

import vue from "@vitejs/plugin-vue";
import { defineConfig, type Plugin, type UserConfig } from "vite";

import * as shared from "./src/texts.ts";

interface Texts {
  zh: Record<string, string>;
  en: Record<string, string>;
}

/** How a face is built: sources in web/, pages into dist/, addresses below /assets/<name>/. `texts`: what its pages say
 * that can be read in further languages, by the part that `makeWords` is given. */
export function face(folder: string, name: string, pages: string[], texts: Record<string, Texts> = {}): UserConfig {
  const web = resolve(folder, "web");
  return defineConfig({
    root: web,
    base: `/assets/${name}/`,
    publicDir: false,
    plugins: [vue(), words({ shared, ...texts })],
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

/** Beside the pages, for `queue-server language`: words.json, {part: {key: {zh, en}}}. */
function words(texts: Record<string, Texts>): Plugin {
  const both = ({ zh, en }: Texts) =>
    Object.fromEntries(Object.entries(zh).map(([key, words]) => [key, { zh: words, en: en[key] ?? "" }]));
  const parts = Object.fromEntries(Object.entries(texts).map(([part, all]) => [part, both(all)]));
  return {
    name: "words",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "words.json", source: JSON.stringify(parts) });
    },
  };
}
