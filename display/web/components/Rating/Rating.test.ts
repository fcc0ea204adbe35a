import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import Rating from "./Rating.vue";

describe("the rating", () => {
  it("has exactly the five national levels, best first", () => {
    const rating = mount(Rating, { props: { rating: null, working: false } });

    const levels = rating.findAll("label").map((label) => label.text());
    expect(levels).toEqual(["非常满意", "满意", "基本满意", "不满意", "非常不满意"]);
  });

  it("is voluntary: nothing is chosen beforehand, and nothing can be sent", () => {
    const rating = mount(Rating, { props: { rating: null, working: false } });

    expect(rating.text()).toContain("自愿评价");
    expect(rating.find("input:checked").exists()).toBe(false);
    expect(rating.get("button").attributes("disabled")).toBeDefined();
  });

  it("sends the chosen level", async () => {
    const rating = mount(Rating, { props: { rating: null, working: false } });

    await rating.get("input[value='2']").setValue();
    await rating.get("form").trigger("submit");

    expect(rating.emitted("rate")).toEqual([[2]]);
  });

  it("thanks, and does not ask twice", () => {
    const rating = mount(Rating, { props: { rating: 4, working: false } });

    expect(rating.text()).toBe("感谢您的评价：满意");
    expect(rating.find("form").exists()).toBe(false);
  });
});
