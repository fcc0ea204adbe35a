import { describe, expect, it } from "vitest";

import { NOW, counterView, currentTicket, staffTicket } from "../testing/fixtures.ts";
import { impossible, primary, whyNot } from "./possible.ts";

const called = counterView({ current: currentTicket("A012") });
const started = new Date(NOW).toISOString();
const serving = counterView({ current: currentTicket("A012", { state: "serving", started_at: started }) });
const paused = counterView({ pause: { reason: "用餐", since: new Date(NOW).toISOString(), back_at: null } });

describe("what a clerk can do now", () => {
  it("calls the next one only at a free counter", () => {
    expect(whyNot("next", counterView(), NOW)).toBeNull();
    expect(whyNot("next", called, NOW)).toBe("whyCalled");
    expect(whyNot("next", serving, NOW)).toBe("whyOccupied");
    expect(whyNot("next", paused, NOW)).toBe("whyPaused");
  });

  it("leaves the post only at a free counter, and names what can be done first", () => {
    expect(whyNot("signOut", counterView(), NOW)).toBeNull();
    expect(whyNot("signOut", called, NOW)).toBe("whyCalled");
    expect(whyNot("signOut", serving, NOW)).toBe("whyOccupied");
  });

  it("finishes, parks and transfers only who is being served", () => {
    for (const action of ["finish", "park", "transfer"] as const) {
      expect(whyNot(action, counterView(), NOW)).toBe("whyIdle");
      expect(whyNot(action, called, NOW)).toBe("whyStartFirst");
      expect(whyNot(action, serving, NOW)).toBeNull();
    }
  });

  it("starts, recalls and misses only who has been called", () => {
    for (const action of ["start", "recall", "noShow"] as const) {
      expect(whyNot(action, called, NOW)).toBeNull();
      expect(whyNot(action, serving, NOW)).toBe("whyServing");
    }
  });

  it("waits for the plan's spacing before the next recall", () => {
    const again = new Date(NOW + 5_000).toISOString();
    const view = counterView({ current: currentTicket("A012", { recalls: 1, can_recall_at: again }) });
    expect(whyNot("recall", view, NOW)).toBe("whyTooSoon");
    expect(whyNot("recall", view, NOW + 5_000)).toBeNull();
  });

  it("takes back only what is parked, and reprints only what failed", () => {
    expect(whyNot("unpark", counterView(), NOW)).toBe("whyNothingParked");
    expect(whyNot("unpark", counterView({ parked: [staffTicket("A003")] }), NOW)).toBeNull();
    expect(whyNot("reprint", counterView(), NOW)).toBe("whyNoSlips");
  });

  it("lets issue by hand and rejoin at any time, even during a pause", () => {
    expect(impossible(paused, NOW).has("issue")).toBe(false);
    expect(impossible(paused, NOW).has("rejoin")).toBe(false);
  });

  it("always has one likely next action", () => {
    expect([counterView(), called, serving, paused].map(primary)).toEqual(["next", "start", "finish", "resume"]);
  });

  it("waits for the recalls and the walking time of the plan before a no-show", () => {
    const due = counterView({ current: currentTicket("A012", { recalls_due: 1 }) });
    expect(whyNot("noShow", due, NOW)).toBe("whyRecallFirst");
    const can_miss_at = new Date(NOW + 5000).toISOString();
    const walking = counterView({ current: currentTicket("A012", { can_miss_at }) });
    expect(whyNot("noShow", walking, NOW)).toBe("whyWalking");
    expect(whyNot("noShow", walking, NOW + 5000)).toBeNull();
  });
});
