import { problemOf } from "@queue/client/testing";
import { flushPromises, mount } from "@vue/test-utils";
import { describe, expect, it, vi } from "vitest";

import { createStaff } from "../../session.ts";
import { clerk } from "../../testing/fixtures.ts";
import { fakeHall } from "../../testing/hall.ts";
import SignIn from "./SignIn.vue";

describe("signing in", () => {
  function form(answer: unknown) {
    const hall = fakeHall({ "POST /session": answer });
    const wrapper = mount(SignIn, { props: { staff: createStaff(hall.api) }, attachTo: document.body });
    return { hall, wrapper };
  }

  it("sends name and password", async () => {
    const { hall, wrapper } = form(clerk);
    await wrapper.get("[name='username']").setValue(" zhang ");
    await wrapper.get("[name='password']").setValue(" secret ");
    await wrapper.get("form").trigger("submit");
    expect(hall.requests).toEqual([["POST /session", { username: "zhang", password: " secret " }]]);
  });

  it("keeps the name and selects the password when they were wrong", async () => {
    const { wrapper } = form(problemOf("bad-credentials"));
    await wrapper.get("[name='username']").setValue("zhang");
    await wrapper.get("[name='password']").setValue("wrong");
    await wrapper.get("form").trigger("submit");
    await flushPromises();
    expect(wrapper.get("[role='alert']").text()).toContain("用户名或密码不对");
    expect((wrapper.get("[name='username']").element as HTMLInputElement).value).toBe("zhang");
    expect(document.activeElement).toBe(wrapper.get("[name='password']").element);
  });

  it("says when Caps Lock is on", async () => {
    const { wrapper } = form(clerk);
    const event = new KeyboardEvent("keydown", { key: "A", bubbles: true });
    vi.spyOn(event, "getModifierState").mockReturnValue(true);
    wrapper.get("[name='password']").element.dispatchEvent(event);
    await flushPromises();
    expect(wrapper.get("[role='status']").text()).toBe("大写锁定已打开");
  });

  it("tells how long to wait after too many tries", async () => {
    const { wrapper } = form(problemOf("too-many-tries", { retry_after_s: 120 }));
    await wrapper.get("[name='username']").setValue("zhang");
    await wrapper.get("[name='password']").setValue("wrong");
    await wrapper.get("form").trigger("submit");
    await flushPromises();
    expect(wrapper.get("[role='alert']").text()).toContain("120 秒后再试");
  });
});
