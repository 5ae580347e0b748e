/** Jacobians as tables of numbers, coloured on one scale. The arrow keys go from entry to entry. */
import type { Jacobians } from "../src/protocol";
import type { ChosenEntry, Entry } from "./chosenEntry";
import { freshId, h } from "./dom";
import { decimalsFor, fixed, largestOf, shadeClass, shadeOf, shades } from "./numbers";

export interface HeatMaps {
  /** One for each matrix. */
  figures: HTMLElement[];
  scale: HTMLElement;
}

export function heatMaps(jacobians: Jacobians, chosen: ChosenEntry): HeatMaps {
  const { demanded, implemented, difference } = jacobians;
  const largest = largestOf(demanded, implemented, difference);
  const differs = difference.some((row) => row.some((value) => value !== 0));
  const all: [string, number[][]][] = [["What the forward pass demands", demanded], ["What the code implements", implemented]];
  if (differs)
    all.push(["The difference", difference]);
  return {
    figures: all.map(([title, rows]) => heatMap(title, rows, largest, rows === demanded ? null : difference, chosen)),
    scale: scale(largest, differs),
  };
}

function heatMap(title: string, rows: number[][], largest: number, difference: number[][] | null, chosen: ChosenEntry): HTMLElement {
  const id = freshId(), decimals = decimalsFor(largest);
  const cells = rows.map((row, j) => row.map((value, k) => {
    const isDisputed = (difference?.[j]?.[k] ?? 0) !== 0;
    return h("td", {
      class: `${shadeClass(shadeOf(value, largest))}${isDisputed ? " differs" : ""}`, tabindex: -1, "data-j": j, "data-k": k,
      on: { focus: () => chosen.choose({ j, k }), pointerenter: () => chosen.choose({ j, k }) },
    }, h("span", null, fixed(value, decimals)), isDisputed && h("span", { class: "unseen" }, " (differs)"));
  }));
  const table = h("table", { class: "heat", role: "grid", "aria-labelledby": id, on: { keydown: (event) => move(event, cells) } },
    h("thead", null, h("tr", null, h("td", { class: "corner" }), ...(rows[0] ?? []).map((_, k) => h("th", { scope: "col" }, `k = ${k}`)))),
    h("tbody", null, ...cells.map((row, j) => h("tr", null, h("th", { scope: "row" }, `j = ${j}`), ...row))));
  chosen.listen((entry) => mark(cells, entry));
  return h("figure", { class: "map" }, h("figcaption", { id }, title), table);
}

/** The chosen entry is the one that the Tab key comes to. */
function mark(cells: HTMLElement[][], { j, k }: Entry): void {
  const reached = cells[j]?.[k] ?? cells[0]?.[0];
  for (const cell of cells.flat()) {
    const isChosen = cell === cells[j]?.[k];
    cell.classList.toggle("chosen", isChosen);
    if (isChosen)
      cell.setAttribute("aria-selected", "true");
    else
      cell.removeAttribute("aria-selected");
    cell.tabIndex = cell === reached ? 0 : -1;
  }
}

function move(event: KeyboardEvent, cells: HTMLElement[][]): void {
  const cell = (event.target as HTMLElement).closest<HTMLElement>("[data-j]");
  if (!cell || event.altKey || event.metaKey || event.shiftKey)
    return;
  const j = Number(cell.dataset.j), k = Number(cell.dataset.k), last = (cells[0]?.length ?? 1) - 1, bottom = cells.length - 1;
  const to = target(event, { j, k }, bottom, last);
  if (!to)
    return;
  event.preventDefault();
  cells[Math.max(0, Math.min(bottom, to.j))]?.[Math.max(0, Math.min(last, to.k))]?.focus();
}

function target(event: KeyboardEvent, { j, k }: Entry, bottom: number, last: number): Entry | undefined {
  switch (event.key) {
    case "ArrowLeft": return { j, k: k - 1 };
    case "ArrowRight": return { j, k: k + 1 };
    case "ArrowUp": return { j: j - 1, k };
    case "ArrowDown": return { j: j + 1, k };
    case "Home": return { j: event.ctrlKey ? 0 : j, k: 0 };
    case "End": return { j: event.ctrlKey ? bottom : j, k: last };
    default: return undefined;
  }
}

function scale(largest: number, differs: boolean): HTMLElement {
  const decimals = decimalsFor(largest), end = fixed(largest, decimals);
  return h("div", { class: "scale" },
    h("div", { class: "colours", role: "img", "aria-label": `The scale of the colours: from blue at −${end} by way of grey at 0 to orange at ${end}` },
      h("span", { class: "end" }, `−${end}`), ...Array.from({ length: 2 * shades + 1 }, (_, i) => h("i", { class: shadeClass(i - shades) })), h("span", { class: "end" }, end)),
    differs && h("div", { class: "key" }, h("i", { class: "zero differs" }), "differs by more than rounding"));
}
