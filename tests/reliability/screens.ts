/**
 * Screens of a hall, kept by the faces' own client, without a page.
 *
 *     node screens.ts URL     each line of standard input is a screen to open: {name, hall, view, counter?, token?}
 *
 * What a screen shows, and whether it believes it, is a line of JSON on standard output whenever it changes.
 */

import { watch } from "vue";

import type { FollowOptions } from "../../queue_server/client/src/live.ts";

interface Opened extends FollowOptions {
  name: string;
}

interface Shown {
  view: string;
  seq: number;
  at: string;
  speed: number;
}

// the little of a browser that the client asks for
const page = Object.assign(new EventTarget(), { documentElement: { dataset: {} } });
Object.assign(globalThis, { location: new URL(process.argv[2] ?? ""), document: page });
const { follow } = await import("../../queue_server/client/src/live.ts");

function open({ name, ...options }: Opened): void {
  const { view, link, problem } = follow<Shown>(options);
  const say = () => {
    const refused = problem.value?.code ?? null;
    process.stdout.write(`${JSON.stringify({ name, link: link.value, refused, view: view.value })}\n`);
  };
  watch([view, link, problem], say, { flush: "sync" });
}

let begun = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (more: string) => {
  const lines = (begun + more).split("\n");
  begun = lines.pop() ?? "";
  for (const line of lines) open(JSON.parse(line) as Opened);
});
process.stdin.on("end", () => process.exit(0));
