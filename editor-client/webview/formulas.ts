/** Formulas: text until the host has typeset them, and for ever where it does not. */
import type { AskedFormula, FormulaImage, TypesetFormula } from "../src/panel/messages";
import type { Formula, FormulaMatrix } from "../src/protocol";
import { h } from "./dom";
import { spoken } from "./spoken";
import { checkedSvg } from "./svgCheck";

/** From so many letters on, equal formulas stand one below the other. */
const longLine = 52;

export class Formulas {
  private readonly known = new Map<string, FormulaImage | null>();
  private readonly waiting = new Map<string, HTMLElement[]>();
  private asked: AskedFormula[] = [];

  constructor(private readonly ask: (formulas: AskedFormula[]) => void) {}

  inline({ text, latex }: Formula): HTMLElement {
    return this.formula("inline", text, latex, text);
  }

  /** Formulas that are equal. */
  relation(sides: Formula[]): HTMLElement {
    const texts = sides.map((side) => side.text), latex = sides.map((side) => side.latex);
    const isLong = sides.length > 2 && texts.join(" = ").length > longLine;
    const [first = "", ...others] = latex;
    return this.formula("display", texts.join(isLong ? "\n  = " : " = "), isLong ? `\\begin{aligned} ${first} &= ${others.join(" \\\\ &= ")} \\end{aligned}` : latex.join(" = "), texts.join(" = "));
  }

  matrix({ name, matrix }: FormulaMatrix): HTMLElement {
    const rows = matrix.map((row) => row.map((entry) => entry.text).join(",  "));
    return this.formula("display", `${name.text} =\n${rows.map((row) => `  (${row})`).join("\n")}`,
      `${name.latex} = \\begin{pmatrix} ${matrix.map((row) => row.map((entry) => entry.latex).join(" & ")).join(" \\\\ ")} \\end{pmatrix}`,
      `${name.text} = matrix; ${rows.map((row, j) => `row ${j}: ${row}`).join("; ")}`);
  }

  /** What the host has made of those that it was asked for. */
  arrived(formulas: TypesetFormula[]): void {
    for (const { latex, display, image } of formulas) {
      const key = keyOf(latex, display);
      this.known.set(key, image);
      for (const element of this.waiting.get(key) ?? [])
        show(element, image);
      this.waiting.delete(key);
    }
  }

  /** What was on show is no more. */
  forgetWaiting(): void {
    this.waiting.clear();
  }

  private formula(kind: "inline" | "display", text: string, latex: string, said: string): HTMLElement {
    const inner = h("span", { class: "formula", role: "img", "aria-label": spoken(said) }, text);
    const key = keyOf(latex, kind === "display"), image = this.known.get(key);
    if (image !== undefined)
      show(inner, image);
    else if (!this.waitFor(key, inner))
      this.request({ latex, display: kind === "display" });
    return kind === "inline" ? inner : h("div", { class: "display scrolls" }, inner);
  }

  private waitFor(key: string, element: HTMLElement): boolean {
    const others = this.waiting.get(key);
    if (others) {
      others.push(element);
      return true;
    }
    this.waiting.set(key, [element]);
    return false;
  }

  /** All formulas that are made at once are asked for at once. */
  private request(formula: AskedFormula): void {
    if (this.asked.length === 0)
      queueMicrotask(() => {
        this.ask(this.asked);
        this.asked = [];
      });
    this.asked.push(formula);
  }
}

function keyOf(latex: string, display: boolean): string {
  return `${display ? "d" : "i"}${latex}`;
}

function show(element: HTMLElement, image: FormulaImage | null): void {
  const drawing = image && checkedSvg(image.svg);
  if (!drawing)
    return;
  drawing.setAttribute("aria-hidden", "true");
  drawing.setAttribute("focusable", "false");
  drawing.removeAttribute("role");
  drawing.style.setProperty("width", `${image.width}ex`);
  drawing.style.setProperty("height", `${image.height}ex`);
  drawing.style.setProperty("vertical-align", `${-image.depth}ex`);
  element.replaceChildren(drawing);
  element.classList.add("typeset");
}
