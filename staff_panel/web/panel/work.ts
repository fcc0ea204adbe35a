/** What happens when a clerk asks for an action: at once, or after a dialog, or with a word why not now. */

import type { KioskTicket, RequestedSlip, SlipRequest, SlipTrouble } from "@queue/client";
import { ref, shallowRef, type Ref, type ShallowRef } from "vue";

import type { Action } from "./keys.ts";
import type { Desk } from "./live.ts";
import { whyNot } from "./possible.ts";
import { isSessionEnd } from "../session.ts";
import { t as common } from "../words.ts";
import { t } from "./words.ts";

/** An action that asks for more in a dialog. */
export interface Asking {
  action: Action;
  /** What it is about: the number that the clerk saw when it opened, or the id of a slip. */
  about: string;
}

export interface Work {
  asking: ShallowRef<Asking | null>;
  /** What the server refused last; in the open dialog, else above the actions. */
  problem: ShallowRef<unknown>;
  /** A passing word: why an action makes no sense now, or what was just done. */
  notice: Ref<string>;
  begin(action: Action): void;
  unpark(label: string): Promise<boolean>;
  rejoin(label: string): Promise<void>;
  /** Opens the reprint dialog at one slip. */
  chooseSlip(slip: SlipTrouble): void;
  reprint(body: SlipRequest): Promise<void>;
  /** Sends a press of the counter; the dialog stays, with everything typed, when it is refused. */
  press(what: string, body?: object): Promise<boolean>;
  /** The same for what belongs to the hall: numbers and slips. Answers what the server answered. */
  ask<T>(what: string, body?: object): Promise<T | null>;
  leave(): Promise<void>;
  dismiss(): void;
}

const AT_ONCE: Partial<Record<Action, string>> = {
  next: "next",
  start: "start",
  recall: "recall",
  noShow: "no-show",
  resume: "resume",
};

export function useWork(desk: Desk): Work {
  const asking: Work["asking"] = shallowRef(null);
  const problem: Work["problem"] = shallowRef(null);
  const notice = ref("");

  function dismiss(): void {
    asking.value = null;
    problem.value = null;
    notice.value = "";
  }

  /** Answers undefined when nothing was sent or the server refused. */
  async function tried<T>(send: Promise<T | undefined>): Promise<T | undefined> {
    problem.value = null;
    notice.value = "";
    try {
      return await send;
    } catch (failure) {
      problem.value = isSessionEnd(failure) ? null : failure;
      return undefined;
    }
  }

  async function press(what: string, body?: object): Promise<boolean> {
    const answer = await tried(desk.press<object>(what, body));
    if (answer === undefined) return false;
    asking.value = null;
    if (what === "next" && answer === null) notice.value = t("nobodyCame");
    return true;
  }

  /** At a free counter the number shows by itself what happened; at a busy one it only goes from list to list. */
  async function unpark(label: string): Promise<boolean> {
    const occupied = Boolean(desk.view.value?.current);
    const taken = await press("unpark", { label });
    if (taken && occupied) notice.value = t("unparked", { label });
    return taken;
  }

  async function ask<T>(what: string, body?: object): Promise<T | null> {
    return (await tried(desk.ask<T>(what, body))) ?? null;
  }

  async function rejoin(label: string): Promise<void> {
    const ticket = await ask<KioskTicket>(`tickets/${encodeURIComponent(label)}/rejoin`);
    if (ticket) done(t("rejoined", { label: ticket.label }));
  }

  async function reprint(body: SlipRequest): Promise<void> {
    const slip = await ask<RequestedSlip>("slips", body);
    if (slip) done(common("reprintSent", { label: slip.label }));
  }

  function done(words: string): void {
    dismiss();
    notice.value = words;
  }

  function begin(action: Action): void {
    const view = desk.view.value;
    if (!view || desk.busy.value || asking.value) return;
    const label = view.current?.label ?? "";
    const why = whyNot(action, view, desk.now.value);
    if (why) {
      problem.value = null;
      notice.value = t(why, { label });
      return;
    }
    const [onlyParked, another] = view.parked;
    const atOnce = AT_ONCE[action];
    if (atOnce) void press(atOnce, label ? { label } : undefined);
    else if (action === "unpark" && onlyParked && !another) void unpark(onlyParked.label);
    else {
      dismiss();
      asking.value = { action, about: action === "reprint" ? (view.slips[0]?.slip ?? "") : label };
    }
  }

  return {
    asking,
    problem,
    notice,
    begin,
    unpark,
    rejoin,
    reprint,
    press,
    ask,
    dismiss,

    chooseSlip(slip) {
      if (!desk.busy.value) asking.value = { action: "reprint", about: slip.slip };
    },

    async leave() {
      await tried(desk.leave());
    },
  };
}
