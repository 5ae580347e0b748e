import { expect, it } from "vitest";
import { shortPath } from "../../src/formulas/glyphPath";

it("counts from where the pen is", () => {
  expect(shortPath("M10 20L15 10L25 10H30V-5Q1 2 3 4T5 6T7 9Z")).toBe("m10 20l5-10 10 0h5v-15q-29 7-27 9t2 2 2 3z");
});

it("begins anew where the last outline began", () => {
  expect(shortPath("M10 20L15 10ZM11 21L0 0Z")).toBe("m10 20l5-10zm1 1l-11-21z");
});

it("is empty for a space", () => {
  expect(shortPath("")).toBe("");
});

it.each(["M1", "M1 2'/><script>", "m1 2", "M1 2A1 1 1 1 1 1 1", "L", "Q1 2 3", "M1 x", "1 2"])("refuses %s", path => expect(() => shortPath(path)).toThrow());
