// @vitest-environment node
import { ESLint } from "eslint";
import { describe, expect, it } from "vitest";

const eslint = new ESLint();

async function complaints(filePath: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath });
  return (result?.messages ?? []).map((message) => message.ruleId).filter((rule) => rule?.startsWith("no-restricted"));
}

const PATIENCE_MS = 60_000; // the first lint loads the whole of TypeScript

describe("the arrows between the front ends", { timeout: PATIENCE_MS }, () => {
  it.each([
    ["another face", "display/web/board.ts", 'import "../../staff_panel/web/words.ts";'],
    ["another face's package", "staff_panel/web/panel.ts", 'import "@queue/ticket-printer";'],
    ["the server beyond its client", "ticket_printer/web/kiosk.ts", 'import "../../queue_server/client/src/api.ts";'],
    ["the insides of the client", "display/web/board.ts", 'import "@queue/client/src/api.ts";'],
    ["a socket", "display/web/live.ts", 'import "socket.io-client";'],
    ["another face, loaded late", "display/web/board.ts", 'void import("../../staff_panel/web/words.ts");'],
    ["the network", "display/web/live.ts", 'void fetch("/api/v1/halls");'],
    ["a listener in a component", "display/web/components/C/c.ts", 'import { follow } from "@queue/client"; follow;'],
    ["a face from the client", "queue_server/client/src/api.ts", 'import "../../../display/web/words.ts";'],
  ])("forbid %s", async (_what, file, code) => {
    expect(await complaints(file, code)).toHaveLength(1);
  });

  it.each([
    ["the client's package", "display/web/live.ts", 'import { follow } from "@queue/client"; follow;'],
    ["the face's own files", "display/web/board.ts", 'import "./words.ts"; void import("./late.ts");'],
    ["the socket inside the client", "queue_server/client/src/live.ts", 'import "socket.io-client";'],
  ])("allow %s", async (_what, file, code) => {
    expect(await complaints(file, code)).toEqual([]);
  });
});
