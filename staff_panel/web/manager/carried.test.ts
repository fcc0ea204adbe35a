import type { CarriedCase, CarriedOver } from "@queue/client";
import { flushPromises } from "@vue/test-utils";
import { afterEach, describe, expect, it } from "vitest";
import { effectScope, ref, shallowRef } from "vue";

import type { BookingState } from "../bookings.ts";
import { carriedCase } from "../testing/fixtures.ts";
import { useCarried } from "./carried.ts";

describe("the list of cases carried over", () => {
  let scope = effectScope();
  afterEach(() => {
    scope.stop();
    scope = effectScope();
  });

  /** A hall with these cases, of which two at a time are told. */
  function listed(of: BookingState, all: CarriedCase[], first: CarriedOver[] = []) {
    const [state, done, asked] = [ref(of), ref(0), [] as string[]];
    const pushed = shallowRef({ cases: first, count: all.length });
    const bookings = {
      carried: (state: BookingState, after: number) => {
        asked.push(`${state} ${after}`);
        const cases = all.filter((one) => one.state === state).slice(after, after + 2);
        return Promise.resolve({ cases, next: after + 2 < all.length ? after + 2 : null });
      },
    };
    const made = (): ReturnType<typeof useCarried> =>
      useCarried(bookings as never, () => state.value, () => pushed.value, () => done.value); // prettier-ignore
    const list = scope.run(made) ?? made();
    return { list, state, done, pushed, asked, shown: () => list.cases.value.map((one) => one.ticket) };
  }

  const cases = (state: BookingState): CarriedCase[] =>
    ["a", "b", "c"].map((ticket) => carriedCase({ ticket, state }));

  it("shows the open ones as they are pushed, and asks for the rest when somebody wants it", async () => {
    const all = cases("booked");
    const { list, asked, shown, pushed } = listed("booked", all, all.slice(0, 2));
    expect(asked).toEqual([]);
    expect(list.more.value).toBe(true);

    await list.loadMore();
    expect([asked, shown(), list.more.value]).toEqual([["booked 2"], ["a", "b", "c"], false]);

    pushed.value = { cases: all.slice(1), count: 2 }; // the first has come
    expect(shown()).toEqual(["b", "c"]);
  });

  it("asks for those that are over page by page, and anew when something was done", async () => {
    const { list, done, asked, shown } = listed("missed", cases("missed"));
    await flushPromises();
    expect([shown(), list.more.value]).toEqual([["a", "b"], true]);

    await list.loadMore();
    expect([shown(), list.more.value]).toEqual([["a", "b", "c"], false]);

    done.value += 1;
    await flushPromises();
    expect(asked).toEqual(["missed 0", "missed 2", "missed 0"]);
  });

  it("shows no case of another kind while the next list is on its way", async () => {
    const { state, shown } = listed("missed", cases("missed"));
    await flushPromises();

    state.value = "cancelled";
    await Promise.resolve();

    expect(shown()).toEqual([]);
  });
});
