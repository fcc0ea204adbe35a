import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import Plaque from "./Plaque.vue";

const duty = { name: "王强", role: "A" as const, badge: "012345", position: "户籍民警", photo: "/photo" };

describe("the plaque", () => {
  it("says who serves here, and where to complain", () => {
    const plaque = mount(Plaque, { props: { duty, complaint: "023-12389" } });

    expect(plaque.text()).toMatch(/王强.*A 岗.*警号.*012345.*职务.*户籍民警.*投诉电话.*023-12389/s);
    expect(plaque.get("img").attributes("alt")).toBe("王强");
  });

  it("leaves out what the hall has not given", () => {
    const bare = { ...duty, badge: null, position: null, photo: null };

    const plaque = mount(Plaque, { props: { duty: bare, complaint: null } });

    expect(plaque.text()).not.toContain("警号");
    expect(plaque.find("img").exists()).toBe(false);
  });
});
