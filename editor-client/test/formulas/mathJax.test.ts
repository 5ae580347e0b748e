import { describe, expect, it } from "vitest";
import { typeset } from "../../src/formulas/mathJax";
import { randomOf, textOf } from "./random";
import { Elman, Gru, Hostile, Inline, Lstm } from "./samples";
import { all, parseSvg } from "./vscodeHover";

const Attributes = ["xmlns", "width", "height", "viewBox", "fill", "transform", "x", "y", "id", "href", "d", "font-size", "font-family", "font-style", "font-weight", "textLength", "lengthAdjust"];

function expectHarmless(svg: string): void {
  const drawing = parseSvg(svg);
  for (const element of [drawing, ...all(drawing)]) {
    expect(["svg", "defs", "g", "path", "use", "rect", "text"]).toContain(element.tagName);
    for (const { name, value } of element.attributes) {
      expect(Attributes).toContain(name);
      expect(value).toMatch(name === "xmlns" ? /^http:\/\/www\.w3\.org\/2000\/svg$/ : name === "href" ? /^#[A-Z0-9-]+$/ : /^[A-Za-z0-9 .()-]*$/);
    }
  }
}

describe("a drawing", () => {
  const formulas = [...Elman, ...Lstm, ...Gru].map(({ latex }) => ({ latex, display: true })).concat(Inline.map(latex => ({ latex, display: false })));

  it.each(formulas)("has figures alone: $latex", ({ latex, display }) => {
    const { svg, width, height, depth } = typeset(latex, display);
    expectHarmless(svg);
    expect(svg).toContain("fill='currentColor'");
    expect(svg).not.toContain("data-");
    expect(Math.min(width, height, depth)).toBeGreaterThan(0);
    expect(svg).toContain(`width='${Number(width.toFixed(3))}ex'`);
  });

  it("refers to outlines that are in it", () => {
    for (const { latex, display } of formulas) {
      const drawing = parseSvg(typeset(latex, display).svg);
      for (const use of drawing.querySelectorAll("use"))
        expect([...drawing.querySelectorAll("path")].map(path => "#" + (path.getAttribute("id") ?? ""))).toContain(use.getAttribute("href"));
    }
  });

  it("is the same each time", () => {
    for (const { latex, display } of formulas)
      expect(typeset(latex, display)).toEqual(typeset(latex, display));
  });

  it.each(Hostile)("has nothing of what is no formula: %s", latex => {
    for (const display of [true, false]) {
      let svg: string | undefined;
      try {
        svg = typeset(latex, display).svg;
      } catch {
        continue;
      }
      expectHarmless(svg);
    }
  });

  it.each(["\\href{javascript:alert(1)}{x}", "\\style{color:red}{x}", "\\class{a}{x}", "\\unicode{x41}", "\\require{html}x", "\\def\\a{b}\\a", "\\ref{a}", "\\text{\\ref{a}}", "\\label{a}x", "\\tag{1}x", "\\DeclareMathOperator{\\sum}{x}\\sum", "\\mmlToken{mi}[href=\"a\"]{x}", "\\frac{1}", "", "{", "\\left("])(
    "is refused: %s", latex => expect(() => typeset(latex, true)).toThrow());

  it("has figures alone whatever the LaTeX", () => {
    const pieces = [...Hostile, "x", "{", "}", "_", "^", "&", "\\\\", "\\left(", "\\right)", "\\text{", "\\frac", "\\sum", "\\begin{aligned}", "\\end{aligned}", "$", "%", "#", "~", " ", "字", "<", ">", "\"", "'", "[", "]", "\\mmlToken{mi}",
      "\\hat", "\\mathrm", "\\operatorname{", "\\rule{1em}{1em}", "\\underline{", "\\sqrt", "\\stackrel", "\\overbrace{", "\\begin{array}{|c|c|}", "\\hline", "\\end{array}"];
    const next = randomOf(3);
    let typesetAtAll = 0;
    for (let i = 0; i < 1500; i++) {
      let svg: string;
      try {
        ({ svg } = typeset(textOf(pieces, 5, next), next(2) === 0));
      } catch {
        continue;
      }
      expectHarmless(svg);
      typesetAtAll++;
    }
    expect(typesetAtAll).toBeGreaterThan(50);
  });

  it("shows the underscores of names, and no backslash", () => {
    const name = typeset("\\text{x\\_w}", false);
    expect(name.width).toBeCloseTo(typeset("\\text{x}", false).width + typeset("\\text{w}", false).width + 500 / 442, 1);
  });

  it("has letters that MathJax lacks as text, in words and in their width", () => {
    const texts = [...parseSvg(typeset("\\text{größe}_{k} + \\text{שלום}", false).svg).querySelectorAll("text")];
    expect(texts.map(text => text.textContent)).toEqual(["öß", "שלום"]);
    expect(texts[1]?.getAttribute("textLength")).toBe("2200");
  });

  it("shows what looks like markup as it is", () => {
    const text = parseSvg(typeset("\\mmlToken{mtext}{\u5b57</text><b>&amp;'\u5b57}", false).svg);
    expect(all(text).filter(element => element.tagName === "text").map(element => element.textContent)).toEqual(["\u5b57", "\u5b57"]);
    const font = parseSvg(typeset("\\text{<\u0416>\u0416<\\&lt;>}", false).svg);
    expect(all(font).filter(element => element.tagName === "text").map(element => element.textContent)).toEqual(["\u0416", "\u0416"]);
  });

  it("is not changed by the formulas before", () => {
    const { svg } = typeset("\\sum_{k} W_{j,k}", true);
    for (const latex of [...Hostile, "\\label{a}x"])
      try {
        typeset(latex, true);
      } catch {
        // As it may be.
      }
    expect(typeset("\\sum_{k} W_{j,k}", true).svg).toBe(svg);
  });

  it("is broken into lines where it is wider than a hover", () => {
    const [long] = Lstm;
    const { width, height } = typeset(long?.latex ?? "", true);
    expect(width).toBeLessThan(72);
    expect(height).toBeGreaterThan(8);
    expect(typeset(long?.latex ?? "", false).width).toBeGreaterThan(72);
  });
});
