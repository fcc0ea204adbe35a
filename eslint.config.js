/** One lint for all front ends. It also holds the arrows: a face uses itself and @queue/client, and nobody else. */

import js from "@eslint/js";
import vue from "eslint-plugin-vue";
import { defineConfig } from "eslint/config";
import globals from "globals";
import ts from "typescript-eslint";

const FACES = ["display", "ticket_printer", "staff_panel"];
const PACKAGES = ["@queue/display", "@queue/ticket-printer", "@queue/staff-panel"];
const SOCKETS = ["socket.io-client", "engine.io-client"];

const below = (names) => names.flatMap((name) => [`**/${name}`, `**/${name}/**`]);

/** What a face must not reach: another face, the server, the insides of the client, a socket. */
function beyond(face) {
  const others = FACES.filter((other) => other !== face);
  return {
    group: [...below([...others, "queue_server"]), ...PACKAGES, "@queue/client/src/**", ...SOCKETS],
    message: "A face imports only itself and @queue/client.",
  };
}

const facesFromClient = { group: [...below(FACES), ...PACKAGES], message: "The client knows no face." };

const listeners = ["follow", "createApi"].map((name) => ({
  name: "@queue/client",
  importNames: [name],
  message: "A component shows what it is given; the page's live.ts talks to the server.",
}));

const network = ["fetch", "WebSocket", "EventSource", "XMLHttpRequest"].map((name) => ({
  name,
  message: "Only @queue/client talks to the server.",
}));

/** no-restricted-imports looks at import declarations only; import() goes by this one. */
const noDynamic = [
  "error",
  {
    selector: "ImportExpression:not([source.value=/^\\.\\.?\\u002F(?!.*(queue_server|display|ticket_printer|staff_panel))/])",
    message: "import() reaches only the face itself.",
  },
];

export default defineConfig(
  { ignores: ["**/dist/", "**/node_modules/", ".venv/", "var/", "build/", "queue_server/client/src/contract.ts"] },
  js.configs.recommended,
  ts.configs.strict,
  ts.configs.stylistic,
  vue.configs["flat/recommended"],
  {
    files: ["tests/**/*.js"], // a function that a test hands to the browser
    languageOptions: { globals: globals.browser },
    rules: { "@typescript-eslint/no-unused-expressions": "off" },
  },
  {
    files: ["**/*.ts", "**/*.vue"],
    languageOptions: { globals: globals.browser, parserOptions: { parser: ts.parser } },
    rules: {
      eqeqeq: "error",
      "no-undef": "off", // TypeScript knows better
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "vue/block-lang": ["error", { script: { lang: "ts" } }],
      "vue/block-order": ["error", { order: ["script", "template", "style"] }],
      "vue/component-api-style": ["error", ["script-setup"]],
      "vue/html-self-closing": ["error", { html: { void: "always", normal: "always", component: "always" } }],
      "vue/max-attributes-per-line": "off",
      "vue/max-len": ["error", { code: 120, ignoreComments: true, ignoreUrls: true }],
      "vue/multi-word-component-names": "off", // one folder per component, named by a word of the glossary
      "vue/no-v-html": "error",
      "vue/require-default-prop": "off", // an absent prop is undefined, and its type says so
      "vue/singleline-html-element-content-newline": "off",
    },
  },
  {
    files: ["queue_server/client/src/**"],
    rules: { "no-restricted-imports": ["error", { patterns: [facesFromClient] }] },
  },
  FACES.map((face) => ({
    files: [`${face}/web/**`],
    rules: {
      "no-restricted-imports": ["error", { patterns: [beyond(face)] }],
      "no-restricted-globals": ["error", ...network],
      "no-restricted-syntax": noDynamic,
    },
  })),
  FACES.map((face) => ({
    files: [`${face}/web/components/**`],
    ignores: ["**/*.test.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: [beyond(face)], paths: listeners }] },
  })),
);
