// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { HostMessage, ViewMessage, ViewState } from "../../src/panel/messages";
import type { Cell, ProbeResult } from "../../src/protocol";
import { visible } from "../../webview/dom";
import { atEntry } from "../../webview/entryReading";
import { ratioAxis } from "../../webview/driftChart";
import { decimalsFor, figure, fixed, shadeOf } from "../../webview/numbers";
import { spoken } from "../../webview/spoken";
import { checkedSvg } from "../../webview/svgCheck";
import { headline } from "../../webview/verdicts";
import { View } from "../../webview/view";
import { fixture } from "./fixtures";
import { typeset } from "./mathjax";

let posted: ViewMessage[], state: ViewState | undefined, view: View;

beforeEach(() => {
  document.body.replaceChildren();
  document.body.className = "";
  posted = [];
  state = undefined;
  window.scrollTo = () => undefined;
  window.matchMedia = () => ({ matches: true }) as MediaQueryList;
  Element.prototype.scrollIntoView = () => undefined;
  view = new View(document.body, { post: (message) => posted.push(message), getState: () => state, setState: (value) => (state = value) });
});

function show(cell: Cell, id = 1): void {
  view.receive({ kind: "cell", id, cell, units: 2, at: { uri: "file:///a.cs", position: { line: 1, character: 2 } } });
}

const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)];

function one(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found)
    throw new Error(`there is no ${selector}`);
  return found;
}

const button = (text: string): HTMLElement => all("button").find((element) => element.textContent === text) ?? one(`button named ${text}`);

function press(key: string): void {
  document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
}

describe("a cell", () => {
  it("starts with the verdict, what is wrong first", () => {
    show(fixture("lstm-transposed"));
    expect(one(".banner").className).toContain("wrong");
    expect(one(".banner h2").textContent).toBe("Wrong: recurrent matrix transposed (p.Rz)");
    expect(all(".banner li").map((item) => item.className)).toEqual(["wrong", "right", "right", "right"]);
  });

  it.each([["elman-right", "Verified (W)", "right"], ["sigma-missing", "Wrong: activation derivative wrong (W)", "wrong"], ["one-step-only", "Truncated to one step (W)", "note"], ["not-probed", "Not probed", "unknown"]])(
    "%s is called %s", (name, text, kind) => expect(headline(fixture(name))).toEqual({ text, kind }));

  it.each([["A.B.Cell", "A.B.", "Cell"], ["Cell", undefined, "Cell"], ["A.Cell<System.Double>", "A.", "Cell<System.Double>"]])("names %s by its last name", (type, space, name) => {
    show({ ...fixture("not-probed"), type });
    expect([document.querySelector(".space")?.textContent, one("h1").lastChild?.textContent]).toEqual([space, name]);
  });

  it("has its ten steps as headings under a heading", () => {
    show(fixture("elman-transposed"));
    expect(all(".step h3 .name").map((name) => name.textContent)).toEqual(fixture("elman-transposed").steps.map(({ title }) => title));
    const levels = all("h1, h2, h3").map(({ tagName }) => Number(tagName.charAt(1)));
    expect(levels[0]).toBe(1);
    levels.forEach((level, i) => expect(level).toBeLessThanOrEqual((levels[i - 1] ?? 0) + 1));
  });

  it("without a derivation says why", () => {
    show(fixture("not-probed"));
    expect(document.body.textContent).toContain("There is none: it could not be traced once more.");
    expect(all(".step")).toEqual([]);
  });

  it("marks the hypothesis that holds", () => {
    show(fixture("elman-transposed"));
    expect(all("tr.holds").map((row) => [...row.children].map((cell) => cell.textContent))).toEqual([["recurrent matrix transposed", "0", "✓ holds"]]);
  });
});

describe("a step", () => {
  it("is told to the host while it is pointed at or has the focus", () => {
    show(fixture("elman-transposed"), 7);
    const [first, second] = all(".step");
    first?.dispatchEvent(new Event("pointerenter"));
    first?.dispatchEvent(new Event("pointerleave"));
    second?.querySelector("button")?.focus();
    first?.dispatchEvent(new Event("pointerenter"));
    first?.dispatchEvent(new Event("pointerleave"));
    (document.activeElement as HTMLElement).blur();
    expect(posted.filter(({ kind }) => kind === "step")).toEqual([0, null, 1, 0, 1, null].map((step) => ({ kind: "step", cell: 7, step })));
  });

  it("is marked while the editor's cursor is in it", () => {
    show(fixture("elman-transposed"));
    view.receive({ kind: "cursor", steps: [0, 2] });
    expect(all(".step").map((step) => step.classList.contains("here"))).toEqual([true, false, true, ...Array<boolean>(7).fill(false)]);
    expect(all(".step .mark").filter(({ hidden }) => !hidden)).toHaveLength(2);
  });

  it("folds, says so, and stays folded in the next cell and after a reload", () => {
    show(fixture("elman-transposed"));
    button("4The chain rulecursor").click();
    expect(one('[data-focus="step-Chain"]').getAttribute("aria-expanded")).toBe("false");
    expect(state?.folded).toEqual(["Chain"]);
    show(fixture("elman-right"), 2);
    expect(one('[data-focus="step-Chain"]').getAttribute("aria-expanded")).toBe("false");
    button("Fold all").click();
    expect(all(".step h3 button").every((heading) => heading.getAttribute("aria-expanded") === "false")).toBe(true);
    expect(button("Unfold all")).toBeDefined();
  });

  it("leads to its places", () => {
    show(fixture("elman-transposed"), 3);
    button("SeedRnnTransposed.cs:55").click();
    expect(posted.at(-1)).toEqual({ kind: "goToPlace", cell: 3, step: 0, place: 0 });
  });
});

describe("the heat maps", () => {
  it("are tables with the numbers of the server, as many digits as in its page", () => {
    show(fixture("elman-transposed"));
    const tables = all("table.heat") as HTMLTableElement[];
    expect(tables.map((table) => document.getElementById(table.getAttribute("aria-labelledby") ?? "")?.textContent)).toEqual(["What the forward pass demands", "What the code implements", "The difference"]);
    expect([...tables[0]?.rows ?? []].map((row) => [...row.cells].map((cell) => cell.textContent))).toEqual([["", "k = 0", "k = 1", "k = 2"], ["j = 0", "−0.08", "−0.65", "−0.30"], ["j = 1", "−0.05", "0.20", "−0.49"], ["j = 2", "0.10", "0.75", "0.50"]]);
    expect(tables[1]?.rows[1]?.cells[2]?.textContent).toBe("−0.20 (differs)");
  });

  it("show no difference where there is none", () => {
    show(fixture("elman-right"));
    expect(all("table.heat")).toHaveLength(2);
    expect(document.body.textContent).not.toContain("differs by more than rounding");
  });

  it("are gone through with the arrow keys; one entry is on the way of the Tab key", () => {
    show(fixture("elman-transposed"));
    const [map] = all("table.heat");
    const reachable = (): string[] => [...map?.querySelectorAll<HTMLElement>("[data-j]") ?? []].filter(({ tabIndex }) => tabIndex === 0).map(({ dataset }) => `${dataset.j},${dataset.k}`);
    expect(reachable()).toEqual(["0,1"]);
    map?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    for (const [key, entry] of [["ArrowDown", "1,1"], ["ArrowRight", "1,2"], ["ArrowRight", "1,2"], ["Home", "1,0"], ["ArrowUp", "0,0"], ["ArrowUp", "0,0"], ["End", "0,2"], ["ArrowLeft", "0,1"]] as const) {
      press(key);
      expect(reachable()).toEqual([entry]);
      expect((document.activeElement as HTMLElement).dataset).toMatchObject({ j: entry.charAt(0), k: entry.charAt(2) });
    }
  });

  it("choose the connection in the drawing, and the drawing chooses the entry", () => {
    show(fixture("elman-transposed"));
    const chosen = (): (string | undefined)[] => [one(".edge.chosen").dataset.from, one(".edge.chosen").dataset.to, ...all("table.heat .chosen").map(({ dataset }) => `${dataset.j},${dataset.k}`)];
    expect(chosen()).toEqual(["1", "0", "0,1", "0,1", "0,1"]);
    one('table.heat [data-j="1"][data-k="0"]').dispatchEvent(new Event("pointerenter"));
    expect(chosen()).toEqual(["0", "1", "1,0", "1,0", "1,0"]);
    expect(one(".reading").textContent).toContain("Unit 1 now, by unit 0 one step ago");
    one('.edge[data-from="1"][data-to="1"]').dispatchEvent(new Event("focus"));
    expect(chosen()).toEqual(["1", "1", "1,1", "1,1", "1,1"]);
  });

  it("read an entry with its formula, its three numbers and its weight", () => {
    show(fixture("elman-transposed"));
    expect(all(".reading .formula").map(({ textContent }) => textContent)).toEqual(["∂x⁽ᵗ⁾[0]/∂x⁽ᵗ⁻¹⁾[1] = W[0,1]·tanh′(x⁽ᵗ⁻¹⁾[1])", "W[0,1]", "W[1,0]"]);
    expect(all(".reading dd").map(({ textContent }) => textContent)).toEqual(["−0.65", "−0.20", "0.46"]);
  });

  it("read an entry that is not written out by its indices", () => {
    show(fixture("elman-transposed"));
    one('table.heat [data-j="2"][data-k="0"]').dispatchEvent(new Event("pointerenter"));
    expect(one(".reading .formula").textContent).toBe("∂x⁽ᵗ⁾[2]/∂x⁽ᵗ⁻¹⁾[0]");
    expect(all(".edge.chosen")).toEqual([]);
  });

  it("put only whole indices in", () => {
    expect(atEntry({ text: "∂j⁽ᵗ⁾[j]/∂jk⁽ᵗ⁻¹⁾[t,k·n + kk]", latex: "\\frac{\\partial j_{j}^{(t)}}{\\partial \\text{jk}_{t,k}}" }, { j: 2, k: 0 })).toEqual({ text: "∂j⁽ᵗ⁾[2]/∂jk⁽ᵗ⁻¹⁾[t,0·n + kk]", latex: "\\frac{\\partial j_{2}^{(t)}}{\\partial \\text{jk}_{t,0}}" });
  });

  it("share one scale, with as many shades below zero as above", () => {
    expect([-1, -0.5, -0.1, 0, 0.1, 0.125, 0.5, 1].map((value) => shadeOf(value, 1))).toEqual([-4, -2, -0, 0, 0, 1, 2, 4]);
    expect(shadeOf(0, 0)).toBe(0);
    expect([1.4, 0.75, 0.056, 120, 0].map(decimalsFor)).toEqual([2, 3, 4, 0, 0]);
    expect([fixed(-0.001, 2), fixed(-0.5, 2), fixed(0, 3)]).toEqual(["0.00", "−0.50", "0.000"]);
  });
});

describe("hostile names", () => {
  const name = '<img src=x onerror="alert(1)">[a](command:x)', bidi = "W\u202Ex";

  it("stand as text, with what cannot be seen as escapes", () => {
    const cell = fixture("elman-transposed");
    const hostile = JSON.parse(JSON.stringify(cell).replaceAll("SeedRnnTransposed", JSON.stringify(name).slice(1, -1)).replaceAll("W[", `${bidi}[`)) as Cell;
    show(hostile);
    view.receive({ kind: "fix", fix: { title: name, files: [{ name, diff: `@@ -1,1 +1,1 @@\n-${name}\n+${bidi}\n` }] } });
    view.receive({ kind: "said", text: name + bidi });
    expect(all("img, a, script, iframe")).toEqual([]);
    expect(one("h1").textContent).toContain("<img src=x");
    expect(document.body.textContent).toContain("W\\u202Ex[0,1]");
    expect(document.documentElement.outerHTML).not.toContain("\u202E");
    expect(one(".fix").textContent).toContain(name);
  });

  it("do not hide in any plane", () => expect(visible("a\u200Bb\u0000\uD800\u{E0041}\n\uE000")).toBe("a\\u200Bb\\u0000\\uD800\\U000E0041\n\\uE000"));
});

describe("formulas", () => {
  it("are asked for once and at once, and shown when they arrive", async () => {
    show(fixture("elman-transposed"));
    await Promise.resolve();
    const asked = posted.filter((message) => message.kind === "typeset");
    expect(asked).toHaveLength(1);
    const formulas = asked[0]?.formulas ?? [];
    expect(new Set(formulas.map(({ latex, display }) => `${latex} ${display}`)).size).toBe(formulas.length);
    view.receive({ kind: "formulas", formulas: formulas.map((formula) => ({ ...formula, image: typeset(formula.latex, formula.display) })) });
    expect(all(".formula:not(.typeset)")).toEqual([]);
    expect(all(".formula").every((formula) => (formula.getAttribute("aria-label") ?? "") !== "" && formula.querySelector("svg[aria-hidden=true]"))).toBe(true);
    expect(all("[style]").every((element) => /^(width|height|vertical-align)/.test(element.getAttribute("style") ?? ""))).toBe(true);
  });

  it("stay text where they cannot be typeset", async () => {
    show(fixture("elman-transposed"));
    await Promise.resolve();
    const formulas = posted.flatMap((message) => message.kind === "typeset" ? message.formulas : []);
    view.receive({ kind: "formulas", formulas: formulas.map((formula) => ({ ...formula, image: null })) });
    expect(one(".step .display").textContent).toBe("x⁽ᵗ⁾[j] = Σₖ W[j,k]·h⁽ᵗ⁻¹⁾[k] + Σₗ Win[j,l]·u⁽ᵗ⁾[l] + B[j]");
  });

  it("are read out in words", () => {
    expect(spoken("∂x⁽ᵗ⁾[j]/∂x⁽ᵗ⁻¹⁾[k] = W[j,k]·tanh′(x⁽ᵗ⁻¹⁾[k])")).toBe("d x at step t at j over d x at step t minus 1 at k equals W at j,k times tanh prime (x at step t minus 1 at k )");
    expect(spoken("Σₖ x̂[k]·ẑ[k]")).toBe("sum over k of x hat at k times z hat at k");
  });
});

describe("drawings from outside", () => {
  const svg = (inner: string, attributes = ""): string => `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inner}</svg>`;

  it("are taken where they are nothing but shapes", () => {
    const drawing = checkedSvg(svg('<defs><path id="a" d="M0 0"/></defs><g fill="currentColor" style="color: red" data-c="x"><use xlink:href="#a"/><rect width="1" height="2"/><text>x</text></g>', 'style="vertical-align: 1ex"'));
    expect(drawing?.querySelectorAll("*")).toHaveLength(6);
    expect(drawing?.querySelector("[style], [data-c]")).toBeNull();
    expect(drawing?.querySelector("use")?.getAttribute("xlink:href")).toBe(`#${drawing?.querySelector("path")?.id ?? ""}`);
  });

  it("may have letters that MathJax has not", () => {
    expect(checkedSvg(svg("<text x='1' font-size='884' font-family='serif' font-style='italic' font-weight='bold' textLength='550' lengthAdjust='spacingAndGlyphs'>ß</text>"))?.textContent).toBe("ß");
  });

  it("do not share their ids", () => {
    const text = svg('<path id="a" d="M0 0"/>');
    expect(checkedSvg(text)?.querySelector("path")?.id).not.toBe(checkedSvg(text)?.querySelector("path")?.id);
  });

  it.each([
    svg("<script>alert(1)</script>"), svg("<foreignObject/>"), svg("<image href='x'/>"), svg("<a href='https://x'><path d=''/></a>"), svg("<style>*{}</style>"), svg("<animate/>"),
    svg("<path d='' onclick='x'/>"), svg("<path d='' fill='url(https://x)'/>"), svg("<use href='https://x#a'/>"), svg("<use xlink:href='data:x#a'/>"), svg("<g xmlns='http://www.w3.org/1999/xhtml'/>"), svg("<path", ""), "<html/>", "", '<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("<text>&a;</text>"),
  ])("are not taken: %s", (text) => expect(checkedSvg(text)).toBeNull());
});

describe("the chart", () => {
  it("has the figures of the table beside it as its description", () => {
    show(fixture("elman-transposed"));
    expect(all(".chart svg").map((chart) => chart.getAttribute("aria-label"))).toEqual([
      "Angle to the true gradient, in degrees. 1 step back: 156; 2 steps back: 139; 5 steps back: 177; 10 steps back: 71; 20 steps back: 105.",
      "Length, relative to the true one, in times. 1 step back: 0.675; 2 steps back: 0.797; 5 steps back: 0.775; 10 steps back: 0.574; 20 steps back: 0.409.",
    ]);
  });

  it("has 1 on the axis of the ratios, whatever they are", () => {
    for (const ratios of [[], [1], [0.4, 0.8], [3, 10], [1e-6, 0.5], [2, 16_623], [0]]) {
      const axis = ratioAxis(ratios);
      expect(axis.marks.length).toBeGreaterThan(1);
      for (const value of [...ratios.filter((ratio) => ratio > 0), 1]) {
        expect(axis.at(value)).toBeGreaterThanOrEqual(0);
        expect(axis.at(value)).toBeLessThanOrEqual(1);
      }
    }
  });

  it("leaves out what is not known", () => {
    const cell = fixture("elman-transposed");
    for (const block of cell.steps.flatMap(({ blocks }) => blocks))
      if ("drift" in block)
        block.drift = block.drift.map((drift, i) => i === 2 ? { steps: drift.steps, angle: null, ratio: null } : drift);
    show(cell);
    expect(all(".chart").map((chart) => [chart.querySelectorAll("polyline").length, chart.querySelectorAll("circle").length])).toEqual([[2, 4], [2, 4]]);
  });
});

describe("the controls", () => {
  it("tell the host what is wanted", () => {
    show(fixture("elman-transposed"), 4);
    for (const name of ["Copy LaTeX", "Copy Markdown", "Save HTML", "Pin"])
      button(name).click();
    expect(posted.filter(({ kind }) => kind !== "typeset")).toEqual([{ kind: "document", cell: 4, format: "latex" }, { kind: "document", cell: 4, format: "markdown" }, { kind: "document", cell: 4, format: "html" }, { kind: "pin", isPinned: true }]);
    (one('[data-focus="units-3"]') as HTMLInputElement).click();
    expect(posted.at(-1)).toEqual({ kind: "units", units: 3 });
  });

  it("say whether the panel is pinned, out of date or stale", () => {
    show(fixture("elman-transposed"));
    const tell = (changes: Partial<Extract<HostMessage, { kind: "state" }>>): void => view.receive({ kind: "state", isPinned: false, isOutOfDate: false, isStale: false, isBusy: false, ...changes });
    tell({ isPinned: true });
    expect(button("Pin").getAttribute("aria-pressed")).toBe("true");
    expect(state?.isPinned).toBe(true);
    tell({ isOutOfDate: true, isBusy: true });
    expect(one("[role=status]").textContent).toBe("Out of date: the code has changed since. Looking again…");
    tell({ isStale: true });
    expect(one("[role=status]").textContent).toMatch(/^Stale: the code does not compile as it is now/);
    tell({});
    expect(one("[role=status]").textContent).toBe("");
    expect(document.body.classList.contains("old")).toBe(false);
  });

  it("probe at points that make sense, and at no others", () => {
    show(fixture("elman-transposed"), 5);
    const [units, steps, seeds] = all("form input") as HTMLInputElement[];
    const fill = (...values: string[]): void => [units, steps, seeds].forEach((input, i) => {
      if (input)
        input.value = values[i] ?? "";
    });
    fill("17", "4", "1");
    button("Probe").click();
    expect(units?.getAttribute("aria-invalid")).toBe("true");
    expect(document.activeElement).toBe(units);
    expect(one(".problem").textContent).toBe("a whole number from 2 to 16");
    fill("5", "6", "1, two");
    button("Probe").click();
    expect(seeds?.getAttribute("aria-invalid")).toBe("true");
    expect(posted.filter(({ kind }) => kind === "probe")).toEqual([]);
    fill("5", "6", "7, -3");
    button("Probe").click();
    expect(posted.at(-1)).toEqual({ kind: "probe", cell: 5, choice: { units: 5, steps: 6, seeds: [7, -3] } });
  });

  it("show the points that were probed", () => {
    show(fixture("elman-transposed"));
    const point = { units: 5, steps: 6, seed: 7, positiveShare: 0.5, lacksSteps: false };
    const result: ProbeResult = { type: "T", route: "R", findings: [], points: [
      { ...point, matrices: [{ matrix: "W", shows: "TransposedRecurrentMatrix", cause: "", compared: 5, errors: { "as written": 0.98, "recurrent matrix transposed": 0, "other": null } }] },
      { ...point, seed: 8, positiveShare: 1, stop: "the code takes too many steps", matrices: [] },
    ] };
    view.receive({ kind: "probe", choice: { units: 5, steps: 6, seeds: [7, 8] }, result, error: null });
    expect(all(".results tbody tr").map((row) => [...row.children].map((cell) => cell.textContent))).toEqual([
      ["5", "6", "7", "W", "recurrent matrix transposed", "0.98", "0, recurrent matrix transposed"],
      ["5", "6", "8 (100 % positive)", "–", "the code takes too many steps", "–", "–"],
    ]);
    view.receive({ kind: "probe", choice: { units: 5, steps: 6, seeds: [7] }, result: null, error: "it cannot be traced" });
    expect(one(".results").textContent).toBe("it cannot be traced");
  });

  it("show the fix with its diff, less the indentation that all lines share", () => {
    show(fixture("elman-transposed"), 6);
    view.receive({ kind: "fix", fix: { title: "Exchange", files: [{ name: "A.cs", diff: "@@ -1,2 +1,2 @@\n     {\n-        a\n+        b\n" }] } });
    expect(all(".diff span").map(({ textContent, className }) => [className, textContent])).toEqual([["where", "@@ -1,2 +1,2 @@\n"], ["", "  {\n"], ["removed", "-     a\n"], ["added", "+     b\n"]]);
    button("Apply the fix").click();
    expect(posted.at(-1)).toEqual({ kind: "applyFix", cell: 6 });
    view.receive({ kind: "fix", fix: null });
    expect(all(".fix")).toEqual([]);
  });

  it("keep the focus when the cell is answered again", () => {
    show(fixture("elman-transposed"));
    one('[data-focus="units-3"]').focus();
    show(fixture("elman-transposed-3"), 2);
    expect((document.activeElement as HTMLElement).dataset.focus).toBe("units-3");
  });

  it("lead from the steps to the heat maps", () => {
    show(fixture("elman-transposed"));
    button("The heat maps stand above").click();
    expect((document.activeElement as HTMLElement).dataset).toMatchObject({ j: "0", k: "1" });
  });
});

it("numbers are short", () => expect([0, 1.4756, 0.98, 1e-12, 16_623.9, 2e6, null, undefined].map(figure)).toEqual(["0", "1.48", "0.98", "1.0e−12", "16600", "2.0e+6", "–", "–"]));

it("a file without a cell says so", () => {
  vi.useRealTimers();
  view.receive({ kind: "empty", reason: "There is none in this file." });
  expect(one(".empty").textContent).toContain("There is none in this file.");
});
