import { problemOf } from "@queue/client/testing";
import { flushPromises, mount, type VueWrapper } from "@vue/test-utils";
import { beforeAll, describe, expect, it } from "vitest";

import type { Office } from "../../manager/live.ts";
import PlaquesDialog from "./PlaquesDialog.vue";

const ZHANG = { clerk: "zhang", name: "张伟", badge: "012345", position: "户籍民警", photo: true };

async function dialog(plaques: Office["plaques"]): Promise<VueWrapper> {
  const office = { plaques, plaqueAddress: (clerk: string) => `/card/${clerk}` } as unknown as Office;
  const page = mount(PlaquesDialog, { props: { office } });
  await flushPromises();
  return page;
}

describe("the plaques", () => {
  beforeAll(() => {
    HTMLDialogElement.prototype.showModal ??= () => undefined;
  });

  it("are a list of cards to print", async () => {
    const page = await dialog(() => Promise.resolve({ plaques: [ZHANG] }));

    expect(page.get("li").text()).toContain("012345 · 户籍民警");
    expect(page.get("a").attributes("href")).toBe("/card/zhang");
    expect(page.text()).not.toContain("缺少");
  });

  it("say what is missing and who can enter it", async () => {
    const li = { clerk: "li", name: "李娜", badge: null, position: "户籍民警", photo: false };
    const page = await dialog(() => Promise.resolve({ plaques: [ZHANG, li] }));

    expect(page.text()).toContain("缺少：警号，照片");
    expect(page.get("code").text()).toContain("queue-server user plaque li");
  });

  it("say that nobody is there, and that they cannot be had", async () => {
    expect((await dialog(() => Promise.resolve({ plaques: [] }))).text()).toContain("还没有");
    expect((await dialog(() => Promise.reject(problemOf("offline")))).text()).toContain("连不上服务器");
  });
});
