import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { createApi, Problem } from "./api.ts";
import { language } from "./words.ts";

const answered = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status });
const wireCut = (): Promise<never> => Promise.reject(new TypeError("network"));

describe("the way to the server", () => {
  const wire = vi.fn<typeof fetch>();
  const headers = (call: number) => wire.mock.calls[call]?.[1]?.headers as Record<string, string>;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("fetch", wire.mockReset());
  });
  afterEach(() => {
    vi.useRealTimers();
    language.value = "zh";
  });

  it("sends a press again with the same key when the network fails", async () => {
    wire.mockImplementationOnce(wireCut).mockImplementationOnce(wireCut).mockResolvedValue(answered({ label: "A001" }));

    const press = createApi().post<{ label: string }>("/halls/h/tickets", { service: "household" });
    await vi.runAllTimersAsync();

    expect(await press).toEqual({ label: "A001" });
    expect(wire).toHaveBeenCalledTimes(3);
    const keys = [0, 1, 2].map((call) => headers(call)["Idempotency-Key"]);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(keys).size).toBe(1);
  });

  it("gives each press its own key, unless the caller brings one", async () => {
    wire.mockImplementation(() => Promise.resolve(answered({})));
    const api = createApi();

    await api.post("/a");
    await api.post("/a");
    await api.post("/a", undefined, { key: "mine" });

    expect(headers(0)["Idempotency-Key"]).not.toBe(headers(1)["Idempotency-Key"]);
    expect(headers(2)["Idempotency-Key"]).toBe("mine");
  });

  it("says offline after the third try", async () => {
    wire.mockImplementation(wireCut);

    const press = createApi().post("/halls/h/tickets").catch((problem: unknown) => problem);
    await vi.runAllTimersAsync();

    expect(await press).toMatchObject({ code: "offline", status: 0, words: { zh: "连不上服务器，请再试一次。" } });
    expect(wire).toHaveBeenCalledTimes(3);
  });

  it("gives up a try that is never answered, and makes the next", async () => {
    wire.mockImplementation(
      (_address, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
        }),
    );

    const question = createApi().get("/halls").catch((problem: unknown) => problem);
    await vi.runAllTimersAsync();

    expect(await question).toMatchObject({ code: "offline" });
    expect(wire).toHaveBeenCalledTimes(3);
  });

  it("does not repeat what may not be done twice", async () => {
    wire.mockImplementation(wireCut);

    await expect(createApi().put("/halls/h/plan", {})).rejects.toMatchObject({ code: "offline" });

    expect(wire).toHaveBeenCalledTimes(1);
  });

  it("turns an error of the contract into a problem, and does not try again", async () => {
    const next_opens_at = "2026-11-26T01:00:00Z";
    const words = { zh: "大厅已下班", en: "The hall is closed" };
    const document = { type: "about:blank", title: words.zh, status: 409, code: "hall-closed", words, next_opens_at };
    wire.mockResolvedValue(answered(document, 409));

    const refused: unknown = await createApi().post("/x").catch((problem: unknown) => problem);

    expect(refused).toBeInstanceOf(Problem);
    expect(refused).toMatchObject({
      code: "hall-closed",
      words,
      status: 409,
      data: { next_opens_at },
    });
    expect(wire).toHaveBeenCalledTimes(1);
  });

  it.each(["<html>Bad gateway</html>", '{"code": "bad-gateway"}', "null", '"code"'])(
    "names an answer that no server of ours would give: %s",
    async (body) => {
      wire.mockResolvedValue(new Response(body, { status: 502 }));

      const refused: unknown = await createApi().get("/halls").catch((problem: unknown) => problem);

      expect(refused).toMatchObject({ code: "unreadable-answer", status: 502 });
      expect((refused as Problem).words.zh).toContain("无法读取");
    },
  );

  it("answers null when there is nothing to say", async () => {
    wire.mockResolvedValue(new Response(null, { status: 204 }));

    expect(await createApi().post("/halls/h/counters/1/next")).toBeNull();
  });

  it("carries the device's token and the page's language", async () => {
    wire.mockImplementation(() => Promise.resolve(answered({})));
    language.value = "en";

    await createApi({ token: () => "device-token" }).get("/halls");

    expect(headers(0)).toMatchObject({ Authorization: "Bearer device-token", "Accept-Language": "en" });
    expect(headers(0)).not.toHaveProperty("Idempotency-Key");
  });
});
