import { mount } from "@vue/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import Pages from "./Pages.vue";

const ROW = 100;

/** A layout of rows of 100 px in a room of so many, since a test has none. */
function layout(room: number): void {
  const isPiece = (element: HTMLElement) => element.tagName === "LI";
  const row = (element: HTMLElement) => [...(element.parentElement?.children ?? [])].indexOf(element);
  for (const [name, value] of Object.entries({
    offsetTop: (element: HTMLElement) => (isPiece(element) ? row(element) * ROW : 0),
    offsetHeight: (element: HTMLElement) => (isPiece(element) ? ROW : room),
    clientHeight: () => room,
  })) {
    vi.spyOn(HTMLElement.prototype, name as "offsetTop", "get").mockImplementation(function (this: HTMLElement) {
      return value(this);
    });
  }
}

function shown() {
  const list = "<ul><li>1</li><li>2</li><li>3</li><li>4</li><li>5</li></ul>";
  return mount(Pages, { slots: { default: list }, attachTo: document.body });
}

const seen = (pages: ReturnType<typeof shown>) => pages.findAll("li:not([data-away])").map((row) => row.text());

beforeEach(() => layout(250));
afterEach(() => vi.restoreAllMocks());

it("shows all of what fits, without anything to turn", async () => {
  layout(500);
  const pages = shown();
  await pages.vm.$nextTick();

  expect(seen(pages)).toHaveLength(5);
  expect(pages.findAll("button")).toHaveLength(0);
});

it("leads from the first of three pages to the last at once", async () => {
  const pages = shown();
  await pages.vm.$nextTick();

  const first = pages.findAll("button")[0];
  expect(first?.text()).toContain("最后一页");
  await first?.trigger("click");

  expect(seen(pages)).toEqual(["5"]);
  expect(pages.findAll("button")[0]?.text()).toContain("上一页");
});

it("shows whole rows, and turns by large buttons", async () => {
  const pages = shown();
  await pages.vm.$nextTick();
  expect(seen(pages)).toEqual(["1", "2"]);
  expect(pages.get("[role=status]").text()).toContain("第 1 页，共 3 页");

  const next = () => pages.findAll("button")[1];
  await next()?.trigger("click");
  expect(seen(pages)).toEqual(["3", "4"]);
  await next()?.trigger("click");
  expect(seen(pages)).toEqual(["5"]);
  expect(next()?.attributes("disabled")).toBeDefined();

  await pages.findAll("button")[0]?.trigger("click");
  expect(seen(pages)).toEqual(["3", "4"]);
});
