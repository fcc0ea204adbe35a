import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";

import vue from "@vitejs/plugin-vue";
import { defineConfig, type Plugin, type UserConfig } from "vite";

import * as shared from "./src/texts.ts";

interface Texts {
  zh: Record<string, string>;
  en: Record<string, string>;
}

/** How a face is built: sources in web/, pages into dist/, addresses below /assets/<name>/. `texts`: what its pages say
 * that can be read in further languages, by the part that `makeWords` is given. A `worker` keeps its name: browsers ask for
 * it by that. */
export function face(
  folder: string,
  name: string,
  pages: string[],
  { texts = {}, worker }: { texts?: Record<string, Texts>; worker?: string } = {},
): UserConfig {
  const dist = resolve(folder, "dist");
  const web = resolve(folder, "web");
  return defineConfig({
    root: web,
    base: `/assets/${name}/`,
    publicDir: false,
    plugins: [vue(), words({ shared, ...texts }), packed(dist)],
    build: {
      outDir: dist,
      emptyOutDir: true,
      target: "chrome90", // a kiosk or a lobby screen is often five years old
      assetsInlineLimit: 0, // the content security policy allows no data: addresses
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: [...pages.map((page) => resolve(web, page)), ...(worker ? [worker] : [])],
        output: { entryFileNames: ({ name }) => (name === "worker" ? "worker.js" : "assets/[name]-[hash].js") },
      },
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

/** Beside each file the same as .gz, which the server hands to browsers that take it: a third of the bytes. */
function packed(dist: string): Plugin {
  return {
    name: "packed",
    closeBundle() {
      for (const name of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
        if (!/\.(html|js|css|svg)$/.test(name)) continue;
        const file = resolve(dist, name);
        writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
      }
    },
  };
}
