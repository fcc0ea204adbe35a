import { mount } from "@vue/test-utils";
import { encode } from "uqr";
import { expect, it } from "vitest";

import QrCode from "./QrCode.vue";

it("draws each dark module of the code, inside a border of four", () => {
  const address = "http://hall.example/t/token-1";
  const dark = encode(address, { ecc: "M", border: 4 }).data.flat().filter(Boolean).length;

  const code = mount(QrCode, { props: { address, label: "扫码" } });

  expect(code.get("path").attributes("d")?.match(/M/g)).toHaveLength(dark);
  expect(code.get("path").attributes("d")).not.toMatch(/M[0-3] |M\d+ [0-3]h/);
  expect(code.attributes()).toMatchObject({ role: "img", "aria-label": "扫码" });
});
