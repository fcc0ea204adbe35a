import { type Appointment } from "@queue/client";
import { problemOf } from "@queue/client/testing";
import { flushPromises } from "@vue/test-utils";
import { beforeEach, describe, expect, it } from "vitest";

import { beginArrivals, type Arrivals } from "./arrival.ts";
import { anAppointment } from "./testing/views.ts";

describe("somebody who has booked", () => {
  let arrivals: Arrivals;
  let came: string[];
  let asked: string[];
  let answer: Promise<Appointment[]>;

  beforeEach(() => {
    came = [];
    asked = [];
    answer = Promise.resolve([anAppointment()]);
    const server = {
      byCode: (code: string) => (asked.push(`code ${code}`), answer),
      byPhone: (ending: string) => (asked.push(`phone ${ending}`), answer),
    };
    arrivals = beginArrivals(server, (one) => came.push(one.id));
    arrivals.open();
  });

  async function find(typed: string): Promise<void> {
    arrivals.type(typed);
    arrivals.find();
    await flushPromises();
  }

  it("is checked in by a code at once", async () => {
    await find("123456");

    expect([asked, came]).toEqual([["code 123456"], ["a1"]]);
  });

  it("chooses what the end of a phone number found, which may be somebody else's", async () => {
    await find("1234");

    expect(asked).toEqual(["phone 1234"]);
    expect(came).toEqual([]);
    expect([arrivals.arrival.screen, arrivals.arrival.found.length]).toEqual(["choose", 1]);
  });

  it("is told when nothing was found, and of a code that is not whole", async () => {
    answer = Promise.resolve([]);
    await find("123456");
    expect(arrivals.arrival.problem?.code).toBe("unknown-appointment");

    await find("12345");
    expect(arrivals.arrival.problem?.code).toBe("code-incomplete");
    expect(asked).toHaveLength(1);

    arrivals.type("123456");
    expect(arrivals.arrival.problem).toBeNull();
  });

  it("is told when the server is away", async () => {
    answer = Promise.reject(problemOf("offline"));
    await find("1234");

    expect(arrivals.arrival.problem?.code).toBe("offline");
    expect(arrivals.arrival.asking).toBe(false);
  });

  it("leaves nothing to the next one, not even an answer that comes late", async () => {
    arrivals.type("1234");
    arrivals.find();
    arrivals.end();
    await flushPromises();

    expect(arrivals.arrival).toEqual({ screen: "off", typed: "", asking: false, problem: null, found: [] });
  });
});
