import { problemOf } from "@queue/client/testing";
import { flushPromises } from "@vue/test-utils";
import { beforeEach, describe, expect, it } from "vitest";

import { createStaff, type Staff } from "../session.ts";
import { clerk, counterView, currentTicket, hallInfo } from "../testing/fixtures.ts";
import { fakeHall, type FakeHall } from "../testing/hall.ts";
import { createDesk, type Desk } from "./live.ts";

const somebody = { clerk: "li", name: "李娜", role: "B" as const, since: "2026-11-25T02:00:00Z" };
const board = (...manned: string[]) => ({
  counters: ["1", "2"].map((id) => ({ id, state: manned.includes(id) ? "free" : "closed" })),
});

describe("the clerk's link to the hall", () => {
  let hall: FakeHall;
  let staff: Staff;
  let desk: Desk;

  beforeEach(() => {
    localStorage.clear();
    hall = fakeHall({
      "GET /session": problemOf("sign-in-needed"),
      "POST /session": clerk,
      "DELETE /session": null,
      "GET /halls/h": hallInfo(),
      "GET /halls/h/board": board(),
      "GET /halls/h/counters/1": counterView(),
      "POST /halls/h/counters/1/sign-in": counterView(),
      "POST /halls/h/counters/1/sign-out": counterView({ seq: 41, post: null }),
    });
    staff = createStaff(hall.api);
    desk = createDesk(staff, hall.open);
  });

  async function onPost(): Promise<void> {
    await staff.signIn("zhang", "secret");
    await flushPromises();
    await desk.takePost({ hall: "h", counter: "1", role: "A" });
  }
  const push = (view: unknown) => {
    const [link] = hall.links.slice(-1);
    if (link) link.value = view;
    return flushPromises();
  };

  it("shows the counter as the answer of taking the post told it, before any push", async () => {
    await onPost();
    expect(desk.place.value).toEqual({ hall: "h", counter: "1", role: "A" });
    expect(desk.view.value?.counter.id).toBe("1");
  });

  it("finds the way back to the post that the clerk still holds, also on another computer", async () => {
    hall.answers.set("GET /halls/h/board", board("2", "1"));
    hall.answers.set("GET /halls/h/counters/2", counterView({ post: somebody }));
    await staff.signIn("zhang", "secret");
    await flushPromises();
    expect(desk.place.value?.counter).toBe("1");
  });

  it("lets choose when the clerk is on no post", async () => {
    await staff.signIn("zhang", "secret");
    await flushPromises();
    expect(desk.place.value).toBeNull();
    expect(desk.returning.value).toBe(false);
  });

  it("keeps the counter on the screen when the session ends, and goes on there after signing in", async () => {
    await onPost();
    hall.answers.set("POST /halls/h/counters/1/next", problemOf("sign-in-needed"));
    await expect(desk.press("next")).rejects.toMatchObject({ code: "sign-in-needed" });
    expect(staff.standing.value).toBe("expired");
    expect(desk.view.value).not.toBeNull();

    hall.answers.set("GET /halls/h/board", board("1"));
    hall.answers.set("GET /halls/h/counters/1", counterView({ current: currentTicket("A012") }));
    await staff.signIn("zhang", "secret");
    await flushPromises();
    expect(desk.place.value?.counter).toBe("1");
    expect(desk.view.value?.current?.label).toBe("A012");
    expect(hall.links).toHaveLength(2); // a new link, with the new session
  });

  it("does not hand the counter to somebody else who signs in there", async () => {
    await onPost();
    staff.standing.value = "expired";
    hall.answers.set("POST /session", { ...clerk, username: "wang" });
    await staff.signIn("wang", "secret");
    await flushPromises();
    expect(desk.place.value).toBeNull();
  });

  it("says who has taken over", async () => {
    await onPost();
    await push(counterView({ seq: 50, post: somebody }));
    expect(desk.place.value).toBeNull();
    expect(desk.offPost.value).toEqual({ by: "李娜" });
  });

  it("says that the post has ended when nobody is on it any more", async () => {
    await onPost();
    await push(counterView({ seq: 50, post: null }));
    expect(desk.offPost.value).toEqual({ by: null });
  });

  it("says that the day has closed, and which number was carried over from the counter", async () => {
    const closed = { ...counterView().day, state: "closed" as const };
    await onPost();
    await push(counterView({ seq: 49, current: currentTicket("A003", { state: "serving" }) }));
    await push(counterView({ seq: 50, post: null, day: closed }));
    expect(desk.offPost.value).toEqual({ by: null, dayClosed: { carried: "A003" } });
  });

  it("does not call a number carried over that the clerk has just finished", async () => {
    const closed = { ...counterView().day, state: "closed" as const };
    await onPost();
    await push(counterView({ seq: 49, current: currentTicket("A003", { state: "serving" }) }));
    hall.answers.set("POST /halls/h/counters/1/finish", {});
    void desk.press("finish", { label: "A003" });
    await push(counterView({ seq: 50, post: null, day: closed })); // the last one of the day: it closes by itself
    expect(desk.offPost.value).toEqual({ by: null, dayClosed: { carried: null } });
  });

  it("leaves the post before the session, and takes the push about it for no news", async () => {
    await onPost();
    const leaving = desk.leave();
    await push(counterView({ seq: 41, post: null }));
    await leaving;
    expect(hall.requests.slice(-2).map(([address]) => address)).toEqual([
      "POST /halls/h/counters/1/sign-out",
      "DELETE /session",
    ]);
    expect(desk.offPost.value).toBeNull();
    expect(staff.standing.value).toBe("out");
  });

  it("stays signed in when the counter cannot be left", async () => {
    await onPost();
    hall.answers.set("POST /halls/h/counters/1/sign-out", problemOf("counter-occupied", { label: "A012" }));
    await expect(desk.leave()).rejects.toMatchObject({ code: "counter-occupied" });
    expect(staff.standing.value).toBe("in");
    expect(desk.place.value).not.toBeNull();
  });
});
