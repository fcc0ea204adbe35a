import { describe, expect, it } from "vitest";

import { patience, screenOf, type Doing } from "./screen.ts";
import { aKiosk } from "./testing/views.ts";

function doing(part: Partial<Doing> = {}): Doing {
  return {
    visit: { screen: "services", service: null },
    lookup: { screen: "off" },
    arrival: { screen: "off" },
    reading: { screen: "off" },
    ...part,
  };
}

const closed = aKiosk({ accepting: false, why_not: "hall-closed" });

describe("what stands on the screen", () => {
  it("is a number once given, whatever becomes of the hall", () => {
    const number = doing({ visit: { screen: "number", service: "household" } });

    expect([null, closed, aKiosk()].map((view) => screenOf(number, view))).toEqual(["number", "number", "number"]);
  });

  it("is what its person asked for, and in a closed hall what can still be asked", () => {
    expect(screenOf(doing(), null)).toBe("connecting");
    expect(screenOf(doing(), closed)).toBe("closed");
    expect(screenOf(doing({ lookup: { screen: "find" } }), closed)).toBe("find");
    expect(screenOf(doing({ reading: { screen: "guide" } }), closed)).toBe("guide");
    expect(screenOf(doing({ arrival: { screen: "code" } }), aKiosk())).toBe("code");
  });

  it("is the services again when a newer plan has not the one that was chosen", () => {
    const asked = (service: string) => screenOf(doing({ visit: { screen: "green", service } }), aKiosk());

    expect([asked("household"), asked("gone")]).toEqual(["green", "services"]);
  });
});

describe("how long it stands", () => {
  const still = { busy: false, slip: "none", touched: false } as const;

  it("is for ever while nobody has touched the first screen", () => {
    expect(patience("services", still)).toBeNull();
    expect(patience("services", { ...still, touched: true })).toBe(60);
  });

  it("is longer for a number without a slip, and does not run down while the slip is printed", () => {
    expect(patience("number", { ...still, slip: "printed" })).toBe(30);
    expect(patience("number", { ...still, slip: "failed" })).toBe(60);
    expect(patience("number", { ...still, slip: "printing" })).toBeNull();
    expect(patience("green", { ...still, busy: true })).toBeNull();
  });
});
