import { describe, expect, it } from "vitest";

import { createBookings, told } from "./bookings.ts";
import { appointment } from "./testing/fixtures.ts";

describe("appointments as staff find them", () => {
  function asked(answers: Record<string, unknown[]>) {
    const paths: string[] = [];
    const api = {
      get: (path: string) => {
        paths.push(path);
        const appointments = Object.entries(answers).find(([query]) => path.endsWith(query))?.[1] ?? [];
        return Promise.resolve({ appointments });
      },
    };
    return { paths, bookings: createBookings(api as never, () => "/halls/h") };
  }

  it("takes six digits for a code first, and for a phone number when nobody has that code", async () => {
    const one = appointment();
    const { paths, bookings } = asked({ "phone=001234": [one] });

    expect(await bookings.find("001234")).toEqual([one]);
    expect(paths).toEqual(["/halls/h/appointments/found?code=001234", "/halls/h/appointments/found?phone=001234"]);
  });

  it("asks for four digits as the end of a phone number only", async () => {
    const { paths, bookings } = asked({});

    expect(await bookings.find("1234")).toEqual([]);
    expect(paths).toEqual(["/halls/h/appointments/found?phone=1234"]);
  });

  it("tells the day, the time and the service; a case carried over comes at any time", () => {
    expect(told(appointment(), "Asia/Shanghai")).toBe("11月25日星期三 · 11:00 · 户政");
    expect(told(appointment({ slot_at: null }), "Asia/Shanghai")).toBe("11月25日星期三 · 全天优先 · 户政");
  });
});
