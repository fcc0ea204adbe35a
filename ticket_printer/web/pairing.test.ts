import { beforeEach, describe, expect, it, vi } from "vitest";

import { hallOf, keep, kept, takeFromAddress, tokenIn } from "./pairing.ts";

beforeEach(() => localStorage.clear());

it("knows its hall from its address", () => {
  expect(hallOf("/kiosk/wanzhou-centre")).toBe("wanzhou-centre");
  expect(hallOf("/kiosk/%E4%B8%87%E5%B7%9E/")).toBe("万州");
  expect(hallOf("/")).toBe("");
  expect(hallOf("/kiosk/%ff")).toBe("%ff");
});

it("takes a token as it was typed, or out of the whole address that was pasted", () => {
  expect(tokenIn("  abc123 \n")).toBe("abc123");
  expect(tokenIn("http://hall:8000/kiosk/h#token=abc%2B123")).toBe("abc+123");
  expect(tokenIn("   ")).toBe("");
  expect(tokenIn("#token=%ff")).toBe("%ff");
});

describe("the token in the address", () => {
  function page(hash: string) {
    const replaceState = vi.fn();
    const location = { hash, pathname: "/kiosk/h", search: "" };
    return { replaceState, page: { location, history: { replaceState } } as unknown as Window };
  }

  it("is kept for its hall and leaves the address", () => {
    const { page: window, replaceState } = page("#token=secret");

    takeFromAddress("h", window);

    expect(kept("h")).toBe("secret");
    expect(kept("another")).toBeNull();
    expect(replaceState).toHaveBeenCalledWith(null, "", "/kiosk/h");
  });

  it("may be absent: then the one of before stays", () => {
    keep("h", "earlier");
    const { page: window, replaceState } = page("");

    takeFromAddress("h", window);

    expect(kept("h")).toBe("earlier");
    expect(replaceState).not.toHaveBeenCalled();
  });
});

it("pairs until it is closed in a browser that keeps nothing", () => {
  vi.stubGlobal("localStorage", undefined);

  keep("h", "secret");

  expect(kept("h")).toBe("secret");
});
