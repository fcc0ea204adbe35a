/** One person reads what a service asks for, before taking a number or coming again: the guides of the plan. */

import { Problem, type ServiceWithGuide } from "@queue/client";
import { reactive } from "vue";

import { asProblem } from "./visit.ts";
import { text } from "./words.ts";

export type Guide = NonNullable<ServiceWithGuide["guide"]>;

/** What reading needs of the server. */
export interface Library {
  guide(service: string): Promise<ServiceWithGuide>;
}

export interface Reading {
  /** Off: nobody reads. */
  screen: "off" | "guides" | "guide";
  /** Which service is asked about. */
  service: string | null;
  guide: Guide | null;
  asking: boolean;
  problem: Problem | null;
}

export interface Guides {
  reading: Reading;
  /** `services`: those with a guide; a single one needs no choice. */
  open(services: readonly string[]): void;
  read(service: string): void;
  /** To the choice, and from there to the start. */
  back(): void;
  end(): void;
}

const CLEAN: Reading = { screen: "off", service: null, guide: null, asking: false, problem: null };

export function beginGuides(library: Library): Guides {
  const reading = reactive<Reading>({ ...CLEAN });
  let choice: readonly string[] = [];
  let person = 0; // counts readers: an answer that comes after its reader has left is nobody's

  function open(services: readonly string[]): void {
    Object.assign(reading, CLEAN, { screen: "guides" });
    choice = services;
    const [only] = services;
    if (only && services.length === 1) void ask(only);
  }

  async function ask(service: string): Promise<void> {
    const asker = person;
    Object.assign(reading, { service, asking: true, problem: null });
    try {
      const { guide } = await library.guide(service);
      if (asker !== person) return;
      if (guide) Object.assign(reading, { screen: "guide", guide });
      else reading.problem = new Problem("no-guide", text("errorNoGuide"), 0); // a newer plan has none
    } catch (failure) {
      if (asker === person) reading.problem = asProblem(failure);
    } finally {
      if (asker === person) reading.asking = false;
    }
  }

  function end(): void {
    person += 1;
    Object.assign(reading, CLEAN);
  }

  return {
    reading,
    open,
    read(service) {
      if (!reading.asking) void ask(service);
    },
    back() {
      if (reading.screen === "guide" && choice.length > 1) Object.assign(reading, CLEAN, { screen: "guides" });
      else end();
    },
    end,
  };
}
