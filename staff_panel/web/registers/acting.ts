/** What is being done to a register's entries: one press at a time, with what was typed for it until it is done. */

import { ref, shallowRef } from "vue";

import { isSessionEnd } from "../session.ts";
import { blank, type Draft } from "./form.ts";
import type { Registers } from "./link.ts";
import type { Action, Entry, Register } from "./shape.ts";
import { say, t } from "./words.ts";

export interface Asked {
  action: Action;
  /** The entry that it is done to; null: a new one. */
  entry: Entry | null;
}

/** `again`: reads what the page shows anew, once something was done or refused: then it may be old. */
export function useActing(registers: Registers, register: () => Register, again: () => Promise<void>) {
  const asked = shallowRef<Asked | null>(null); // whose form is open
  const drafts = shallowRef<Readonly<Record<string, Draft>>>({}); // a form that is closed unsent keeps its words
  const busy = ref(false);
  const problem = shallowRef<unknown>(null);
  const notice = ref("");

  const draftKey = ({ action, entry }: Asked): string => `${register().name}/${entry?.id ?? ""}/${action.name}`;

  async function send({ action, entry }: Asked, body: object): Promise<void> {
    if (busy.value) return;
    [busy.value, problem.value, notice.value] = [true, null, ""];
    try {
      const { name } = register();
      if (entry) await registers.act(name, entry.id, action.name, body);
      else await registers.create(name, body);
      forget({ action, entry });
      asked.value = null;
      notice.value = t("done", { action: say(action.title) });
      await again();
    } catch (failure) {
      problem.value = isSessionEnd(failure) ? null : failure;
      void again();
    } finally {
      busy.value = false;
    }
  }

  function forget(one: Asked): void {
    const { [draftKey(one)]: _, ...others } = drafts.value;
    drafts.value = others;
  }

  return {
    asked,
    busy,
    problem,
    notice,

    /** Asks what the action needs, or does it when that is nothing. */
    begin(action: Action, entry: Entry | null): void {
      [problem.value, notice.value] = [null, ""];
      if (action.fields.length) asked.value = { action, entry };
      else void send({ action, entry }, {});
    },

    draftOf: (one: Asked): Draft => drafts.value[draftKey(one)] ?? blank(one.action.fields),
    keep(one: Asked, draft: Draft): void {
      drafts.value = { ...drafts.value, [draftKey(one)]: draft };
    },
    send,
    close(): void {
      asked.value = problem.value = null;
    },
  };
}

export type Acting = ReturnType<typeof useActing>;

/** The actions that can be done to an entry as it is. */
export const actionsOn = (register: Register, entry: Entry): Action[] =>
  register.actions.filter((action) => action.on?.includes(entry.state));

/** The actions that make a new entry. */
export const newEntries = (register: Register): Action[] => register.actions.filter((action) => action.on === null);
