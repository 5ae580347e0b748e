import { expect, it } from "vitest";
import { inLines } from "../../src/formulas/lines";

it("has each side on a line", () => {
  expect(inLines("a = b = c", 0.9)).toBe("\\begin{aligned} a &= b \\\\ &= c \\end{aligned}");
});

it("has as many terms on a line as fit", () => {
  expect(inLines("x = aaaa + bbbb - cccc + dddd", 0.6)).toBe("\\begin{aligned} x &= aaaa + bbbb \\\\ &\\qquad{} - cccc + dddd \\end{aligned}");
});

it("breaks nothing within braces and parentheses", () => {
  expect(inLines("x_{a = b} = \\left(a + b = c\\right) \\cdot \\text{ = \\} = }", 0.1)).toBeUndefined();
});

it("breaks nothing within a matrix", () => {
  expect(inLines("J = \\begin{pmatrix} a + b & c = d \\\\ e & f \\end{pmatrix}", 0.1)).toBeUndefined();
});

it("takes no arrow for a parenthesis", () => {
  expect(inLines("a \\leftarrow b = c = d", 0.5)).toContain("&= c \\\\ &= d");
});

it("leaves what has no sides", () => {
  expect(inLines("aaaa", 0.5)).toBeUndefined();
});
