/** What a step of a derivation says, as elements. */
import type { Block, HypothesisTable, Inline, Table } from "../src/protocol";
import { h, type Child } from "./dom";
import { driftCharts } from "./driftChart";
import type { Formulas } from "./formulas";

/** Where the blocks are that stand above the steps. */
export interface Elsewhere {
  goTo: () => void;
}

export function writeBlock(block: Block, formulas: Formulas, elsewhere: Elsewhere): HTMLElement {
  if ("prose" in block)
    return h("p", null, ...block.prose.map((part) => inline(part, formulas)));
  if ("relation" in block)
    return formulas.relation(block.relation);
  if ("matrix" in block)
    return formulas.matrix(block);
  if ("hypotheses" in block)
    return hypothesisTable(block);
  if ("drift" in block)
    return h("div", null, driftCharts(block.drift), table(block));
  if ("demanded" in block)
    return reference("The heat maps stand above", elsewhere);
  if ("edges" in block)
    return reference("The connections are drawn above", elsewhere);
  return table(block);
}

function inline(part: Inline, formulas: Formulas): Child {
  return "words" in part ? part.words : "code" in part ? h("code", null, part.code) : formulas.inline(part);
}

function reference(text: string, { goTo }: Elsewhere): HTMLElement {
  return h("p", null, h("button", { type: "button", class: "link", on: { click: goTo } }, text));
}

export function table({ head, rows }: Table, isAccepted: (row: number) => boolean = () => false): HTMLElement {
  return h("div", { class: "table scrolls" }, h("table", null,
    h("thead", null, h("tr", null, ...head.map((name) => name === "" ? h("td", null) : h("th", { scope: "col" }, name)))),
    h("tbody", null, ...rows.map((row, i) => h("tr", { class: isAccepted(i) ? "holds" : null },
      ...row.map((cell, column) => column === 0 ? h("th", { scope: "row" }, cell) : h("td", null, isAccepted(i) && column === row.length - 1 ? `✓ ${cell}` : cell)))))));
}

function hypothesisTable(block: HypothesisTable): HTMLElement {
  return table(block, (row) => block.hypotheses[row]?.accepted ?? false);
}
