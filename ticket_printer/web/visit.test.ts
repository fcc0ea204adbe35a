import { Problem, type IssuedTicket, type TicketRequest, type TicketView } from "@queue/client";
import { problemOf } from "@queue/client/testing";
import { flushPromises } from "@vue/test-utils";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { anAppointment, aNumber, aTicket, following } from "./testing/views.ts";
import cases from "../../tests/cases/slips.json";
import { beginVisits, mayTryAgain, STALLED_AFTER_MS, type AtKiosk } from "./visit.ts";

interface Asked {
  request: TicketRequest;
  key: string;
  give(issued: IssuedTicket): void;
  refuse(problem: Problem): void;
}

/** The server's side, answered by the test when it likes. */
function aDesk() {
  const asked: Asked[] = [];
  const prints: { ticket: string; key: string; give(): void; refuse(problem: Problem): void }[] = [];
  const followed = following<TicketView>();
  const tokens: string[] = [];
  return {
    asked,
    prints,
    followed,
    tokens,
    issue: (request: TicketRequest, key: string) =>
      new Promise<IssuedTicket>((give, refuse) => asked.push({ request, key, give, refuse })),
    checkIn: (appointment: string, key: string) =>
      new Promise<IssuedTicket>((give, refuse) =>
        asked.push({ request: { service: appointment }, key, give, refuse }),
      ),
    printAgain: (ticket: string, key: string) =>
      new Promise<void>((give, refuse) => prints.push({ ticket, key, give, refuse })),
    follow: (token: string) => {
      tokens.push(token);
      return followed;
    },
  };
}

const ASKED = { idNumber: false, green: true, greenByAge: () => false };
const PLAIN = { ...ASKED, green: false };
const offline = problemOf("offline");

describe("a visit", () => {
  let desk: ReturnType<typeof aDesk>;
  let kiosk: AtKiosk;

  beforeEach(() => {
    vi.useFakeTimers();
    desk = aDesk();
    kiosk = beginVisits(desk);
    return () => vi.useRealTimers();
  });

  const last = <T>(list: T[]): T => {
    const found = list[list.length - 1];
    if (!found) throw new Error("nothing was asked");
    return found;
  };

  async function withNumber(part: Partial<IssuedTicket> = {}): Promise<void> {
    kiosk.choose("household", ASKED);
    kiosk.take(null);
    last(desk.asked).give(aNumber(part));
    await flushPromises();
  }

  function push(part: Partial<TicketView>): void {
    desk.followed.view.value = aTicket(part);
  }

  it("asks for an id number first where the hall does, and sends it with the wish alone", async () => {
    kiosk.choose("household", { ...ASKED, idNumber: true });
    expect(kiosk.visit.screen).toBe("id");
    kiosk.typeId("110105194912310021");
    kiosk.giveId();
    expect(kiosk.visit.problem?.code).toBe("id-number-invalid");

    kiosk.typeId("11010519491231002X");
    kiosk.giveId();
    expect(kiosk.visit.screen).toBe("green");
    kiosk.take(null);
    expect(last(desk.asked).request.id_number).toBe("11010519491231002X");

    last(desk.asked).give(aNumber());
    await flushPromises();
    kiosk.end();
    expect(kiosk.visit.idNumber).toBe("");
  });

  it("asks nobody for the green channel whom their age gives it", () => {
    kiosk.choose("household", { ...ASKED, idNumber: true, greenByAge: (number) => number.startsWith("110105") });
    kiosk.typeId("11010519491231002X");
    kiosk.giveId();

    expect(last(desk.asked).request).toMatchObject({ lane: null, id_number: "11010519491231002X" });
    expect(kiosk.visit.greenByAge).toBe(true);
  });

  it("takes a card at the question for the green channel, and its age answers the question", () => {
    kiosk.choose("household", { ...ASKED, greenByAge: (number) => number.startsWith("110105") });
    expect(kiosk.visit.screen).toBe("green");

    kiosk.readCard("11010519491231002X");

    expect(last(desk.asked).request).toMatchObject({ lane: null, id_number: "11010519491231002X" });
  });

  it("takes a card before the service, asks for it no more, and forgets it with its person", () => {
    kiosk.readCard("110105194912310021");
    expect(kiosk.visit.idNumber).toBe("");
    kiosk.readCard("11010519491231002X");

    kiosk.choose("household", { ...ASKED, idNumber: true });

    expect(kiosk.visit.screen).toBe("green");
    kiosk.end();
    expect(kiosk.visit.idNumber).toBe("");
  });

  it("comes back to the id number when the server finds it wrong", async () => {
    kiosk.choose("household", { ...ASKED, idNumber: true, green: false });
    kiosk.typeId("11010519491231002X");
    kiosk.giveId();
    last(desk.asked).refuse(problemOf("id-number-invalid"));
    await flushPromises();

    expect([kiosk.visit.screen, kiosk.visit.idNumber]).toEqual(["id", "11010519491231002X"]);
  });

  it("checks in who has booked, and presses again with the same key", async () => {
    kiosk.come(anAppointment());
    const first = last(desk.asked);
    expect(first.request.service).toBe("a1");
    first.refuse(offline);
    await flushPromises();
    kiosk.again();

    expect(last(desk.asked).key).toBe(first.key);
    last(desk.asked).give(aNumber());
    await flushPromises();
    expect(kiosk.visit.screen).toBe("number");
  });

  it("takes a number in two presses, with the lane and the persons chosen", async () => {
    kiosk.choose("household", ASKED);
    expect(kiosk.visit.screen).toBe("green");
    kiosk.visit.persons = 3;
    kiosk.take("elderly");

    expect(desk.asked.map((one) => one.request)).toEqual([{ service: "household", lane: "elderly", persons: 3 }]);
    last(desk.asked).give(aNumber());
    await flushPromises();
    expect(kiosk.visit.screen).toBe("number");
    expect(kiosk.issued.value?.label).toBe("A012");
    expect(desk.tokens).toEqual(["token-1"]);
  });

  it("takes a number in one press in a hall without a green channel", () => {
    kiosk.choose("household", PLAIN);

    expect(last(desk.asked).request).toEqual({ service: "household", lane: null, persons: 1 });
  });

  it("asks once, however often it is pressed while the answer is on its way", () => {
    kiosk.choose("household", ASKED);
    kiosk.take(null);
    kiosk.take(null);
    kiosk.take("elderly");
    kiosk.choose("cyber", PLAIN);

    expect(desk.asked).toHaveLength(1);
  });

  it("repeats the same wish with the same key when it is pressed again after a failure", async () => {
    kiosk.choose("household", ASKED);
    kiosk.take("elderly");
    last(desk.asked).refuse(offline);
    await flushPromises();
    expect(kiosk.visit.screen).toBe("trouble");
    expect(kiosk.visit.asking).toBe(false);

    kiosk.again();

    const [first, second] = desk.asked;
    expect(second?.request).toEqual(first?.request);
    expect(second?.key).toBe(first?.key);
    second?.give(aNumber());
    await flushPromises();
    expect(kiosk.visit.screen).toBe("number");
    expect(kiosk.visit.problem).toBeNull();
  });

  it("has a new key for each wish", () => {
    kiosk.choose("household", PLAIN);
    kiosk.end();
    kiosk.choose("household", PLAIN);

    expect(new Set(desk.asked.map((one) => one.key)).size).toBe(2);
  });

  it("leaves nothing of one person to the next", async () => {
    kiosk.visit.persons = 4;
    await withNumber();
    push({ slip: "printed" });

    kiosk.end();

    expect(kiosk.visit).toMatchObject({ screen: "services", service: null, persons: 1, problem: null });
    expect(kiosk.issued.value).toBeNull();
    expect(kiosk.ticket.value).toBeNull();
    expect(desk.followed.stopped).toBe(true);
    kiosk.again();
    expect(desk.asked).toHaveLength(1);
  });

  it("shows nobody a number that comes after its person has left", async () => {
    kiosk.choose("household", PLAIN);
    const late = last(desk.asked);
    kiosk.end();
    kiosk.choose("cyber", ASKED);

    late.give(aNumber());
    await flushPromises();

    expect(kiosk.visit.screen).toBe("green");
    expect(kiosk.issued.value).toBeNull();
  });

  it("tells what becomes of the slip", async () => {
    await withNumber();
    expect(kiosk.slip.value).toBe("printing");

    push({ slip: "printing" });
    expect(kiosk.slip.value).toBe("printing");
    push({ slip: "failed", slip_why: "paper-out" });
    expect(kiosk.slip.value).toBe("failed");
    push({ slip: "printed" });
    expect(kiosk.slip.value).toBe("printed");
  });

  it("says that there is no slip where there is no printer", async () => {
    await withNumber({ slip: null });
    push({ slip: "none" });

    expect(kiosk.slip.value).toBe("none");
  });

  it("does not wait for ever for a slip that nobody prints, and is glad when it comes after all", async () => {
    await withNumber();
    vi.advanceTimersByTime(STALLED_AFTER_MS);
    expect(kiosk.slip.value).toBe("stalled");

    push({ slip: "printed" });
    expect(kiosk.slip.value).toBe("printed");
  });

  it("prints again once for one press, and forgets what was told of the slip before", async () => {
    await withNumber();
    push({ seq: 20, slip: "failed" });

    kiosk.printAgain();
    kiosk.printAgain();
    expect(desk.prints.map((print) => print.ticket)).toEqual(["ticket-1"]);
    expect(kiosk.slip.value).toBe("printing");

    last(desk.prints).give();
    await flushPromises();
    expect(kiosk.slip.value).toBe("printing");
    push({ seq: 21, slip: "failed" });
    expect(kiosk.slip.value).toBe("failed");
    kiosk.printAgain();
    expect(new Set(desk.prints.map((print) => print.key)).size).toBe(2);
  });

  it("says that printing again did not work, and can be pressed again", async () => {
    await withNumber();
    push({ slip: "failed" });
    kiosk.printAgain();

    last(desk.prints).refuse(offline);
    await flushPromises();

    expect(kiosk.slip.value).toBe("failed");
    expect(kiosk.visit.printProblem?.code).toBe("offline");
    kiosk.printAgain();
    expect(kiosk.visit.printProblem).toBeNull();
    expect(desk.prints).toHaveLength(2);
  });

  it("never waits for an answer that is no problem of the contract", async () => {
    kiosk.choose("household", PLAIN);
    last(desk.asked).refuse(new TypeError("a fault") as unknown as Problem);
    await flushPromises();

    expect(kiosk.visit.problem?.code).toBe("kiosk-fault");
    expect(kiosk.visit.asking).toBe(false);
  });
});

it("offers to try again only what may go better the next time", () => {
  expect(mayTryAgain(offline)).toBe(true);
  expect(mayTryAgain(problemOf("storage-failed"))).toBe(true);
  expect(mayTryAgain(problemOf("tickets-closed"))).toBe(false);
  expect(mayTryAgain(problemOf("unknown-service"))).toBe(false);
});

it("a kiosk gives a slip up when the staff are told of it", () => {
  expect(STALLED_AFTER_MS).toBe(cases.unanswered_s * 1000);
});
