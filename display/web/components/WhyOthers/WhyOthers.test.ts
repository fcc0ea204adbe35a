import { flushPromises, mount } from "@vue/test-utils";
import { describe, expect, it, vi } from "vitest";

import WhyOthers from "./WhyOthers.vue";

const answer = (zh: string) => ({ same_service: 1, other_services: 0, words: { zh, en: "" } });

describe("why others went first", () => {
  it("is told on asking, and anew on asking again", async () => {
    const ask = vi.fn().mockResolvedValueOnce(answer("有 1 位先办理")).mockResolvedValueOnce(answer("有 2 位先办理"));
    const why = mount(WhyOthers, { props: { ask } });
    expect(why.text()).toBe("为什么有人先办？");
    expect(ask).not.toHaveBeenCalled();

    await why.get("button").trigger("click");
    await flushPromises();
    expect(why.text()).toContain("有 1 位先办理");

    await why.get("button").trigger("click");
    await flushPromises();
    expect(why.text()).toContain("有 2 位先办理");
  });

  it("says when it could not be asked, and lets try again", async () => {
    const why = mount(WhyOthers, { props: { ask: () => Promise.reject(new Error("offline")) } });

    await why.get("button").trigger("click");
    await flushPromises();

    expect(why.text()).toContain("没有连上，请再问一次。");
    expect(why.get("button").attributes("disabled")).toBeUndefined();
  });
});
