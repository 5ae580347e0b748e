/** What one entry of the Jacobian says: its formula with the indices put in, its three numbers and its connection. */
import type { Edge, Formula, FormulaMatrix, Jacobians, Network } from "../src/protocol";
import type { ChosenEntry, Entry } from "./chosenEntry";
import { h } from "./dom";
import type { Formulas } from "./formulas";
import { decimalsFor, fixed, largestOf } from "./numbers";

/** A general formula at row j and column k. Only whole indices are put in: `j` within brackets, or below the line. */
export function atEntry({ text, latex }: Formula, { j, k }: Entry): Formula {
  const put = (indices: string): string => indices.replace(/(?<![\p{L}\p{N}_])[jk](?![\p{L}\p{N}_])/gu, (index) => String(index === "j" ? j : k));
  return {
    text: text.replace(/\[([^[\]]*)\]/gu, (_, indices: string) => `[${put(indices)}]`),
    latex: latex.replace(/_\{([^{}]*)\}/gu, (_, indices: string) => `_{${put(indices)}}`),
  };
}

export function entryReading(jacobians: Jacobians | undefined, written: FormulaMatrix | undefined, network: Network | undefined, formulas: Formulas, chosen: ChosenEntry): HTMLElement {
  const reading = h("div", { class: "reading", "aria-live": "polite", "aria-atomic": "true" });
  const show = (entry: Entry): void => {
    const edge = network?.edges.find(({ from, to }) => from === entry.k && to === entry.j);
    reading.replaceChildren(...read(entry, jacobians, written, edge, formulas));
  };
  chosen.listen(show);
  return reading;
}

function read(entry: Entry, jacobians: Jacobians | undefined, written: FormulaMatrix | undefined, edge: Edge | undefined, formulas: Formulas): HTMLElement[] {
  const { j, k } = entry, value = written?.matrix[j]?.[k];
  const sides = [...(jacobians ? [atEntry(jacobians.entry, entry)] : []), ...(value ? [value] : [])];
  const parts: HTMLElement[] = [h("p", { class: "which" }, `Unit ${j} now, by unit ${k} one step ago`)];
  if (sides.length > 0)
    parts.push(formulas.relation(sides));
  if (jacobians)
    parts.push(numbers(entry, jacobians));
  if (edge)
    parts.push(h("p", { class: edge.taken ? "weight disputed" : "weight" }, `The connection ${k} → ${j} has the weight `, formulas.inline(edge.weight), ...(edge.taken ? ["; the code takes ", formulas.inline(edge.taken)] : []), "."));
  return parts;
}

function numbers({ j, k }: Entry, { demanded, implemented, difference }: Jacobians): HTMLElement {
  const decimals = decimalsFor(largestOf(demanded, implemented, difference));
  const named: [string, number | undefined][] = [["demanded", demanded[j]?.[k]], ["implemented", implemented[j]?.[k]], ["difference", difference[j]?.[k]]];
  return h("dl", { class: "numbers" }, ...named.map(([name, value]) => h("div", null, h("dt", null, name), h("dd", { class: name === "difference" && value !== 0 ? "disputed" : null }, value === undefined ? "–" : fixed(value, decimals)))));
}
