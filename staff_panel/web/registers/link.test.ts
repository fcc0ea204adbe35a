import { Problem, type Api } from "@queue/client";
import { problemOf } from "@queue/client/testing";
import { describe, expect, it } from "vitest";

import { entry, register } from "../testing/registers.ts";
import { fakeHall } from "../testing/hall.ts";
import { createRegisters } from "./link.ts";

/** A server that answers presses one after another as told, and the keys that they came with. */
function pressed(answers: unknown[]) {
  const keys: (string | undefined)[] = [];
  const api = {
    post: (_path: string, _body: unknown, options?: { key?: string }) => {
      keys.push(options?.key);
      const answer = answers.shift();
      return answer instanceof Problem ? Promise.reject(answer) : Promise.resolve(answer);
    },
  } as unknown as Api;
  return { registers: createRegisters(api, () => "/halls/h"), keys };
}

describe("the way to the registers", () => {
  it("knows those that the caller may read, and why when it does not", async () => {
    const server = fakeHall({ "GET /halls/h/registers": { registers: [register()] } });
    const registers = createRegisters(server.api, () => "/halls/h");

    await registers.load();
    expect(registers.all.value?.map(({ name }) => name)).toEqual(["letters"]);

    server.answers.set("GET /halls/h/registers", Problem.offline());
    await registers.load();
    expect(registers.all.value).toBeNull();
    expect(registers.problem.value).toMatchObject({ code: "offline" });
  });

  it("leads to lists, entries and files, whatever is in a name", async () => {
    const server = fakeHall({});
    const registers = createRegisters(server.api, () => "/halls/h");

    await registers.list("letters", { state: "open" }).catch(() => null);
    await registers.entry("letters", "a/b").catch(() => null);

    expect(server.requests.map(([address]) => address)).toEqual([
      "GET /halls/h/registers/letters?state=open",
      "GET /halls/h/registers/letters/a%2Fb",
    ]);
    expect(registers.fileAddress("letters", { state: "open", after: ["a"] }, "xlsx")).toBe(
      "/api/v1/halls/h/registers/letters?state=open&format=xlsx",
    );
  });

  it("counts a press once that is made again because nobody knows what became of it", async () => {
    const { registers, keys } = pressed([Problem.offline(), entry("1"), entry("2")]);

    await registers.create("letters", { about: "等候" }).catch(() => null);
    await registers.create("letters", { about: "等候" });
    expect(keys[1]).toBe(keys[0]);

    await registers.create("letters", { about: "等候" }); // another letter with the same words
    expect(keys[2]).not.toBe(keys[0]);
  });

  it("takes a press that was refused in words, or has other words in it, for another one", async () => {
    const refusal = problemOf("bad-request");
    const { registers, keys } = pressed([refusal, refusal, Problem.offline(), entry("1")]);

    for (const about of ["等候", "等候", "环境", "服务"]) await registers.create("letters", { about }).catch(() => null);

    expect(new Set(keys).size).toBe(4);
  });
});
