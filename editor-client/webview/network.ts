/** The units one step ago on the left, the units now on the right, and a line for every weight. A disputed one is dashed and thicker. */
import type { Edge, Network } from "../src/protocol";
import type { ChosenEntry } from "./chosenEntry";
import { h, svg, visible } from "./dom";

const radius = 17, spacingOfTwo = 104, spacingOfMore = 150, top = 52, margin = 20, letterWidth = 7.3, tipLength = 10, tipWidth = 4.5, labelHeight = 18;

/** How far along its line a label stands: before the lines of another unit cross it. */
const labelAt = 0.29, steepLabelAt = 0.24;

const narrowestSpan = 270, gap = 12;

export function networkDrawing(network: Network, chosen: ChosenEntry): HTMLElement {
  const spacing = network.nodes.length > 2 ? spacingOfMore : spacingOfTwo;
  const widest = Math.max(...network.edges.map((edge) => label(edge).length)) * letterWidth;
  const span = Math.max(narrowestSpan, (widest / 2 + radius + gap) / labelAt);
  const left = Math.max(margin, widest / 2 + 4 - span * steepLabelAt), right = left + span;
  const rowOf = new Map(network.nodes.map((unit, i) => [unit, top + i * spacing]));
  const y = (unit: number): number => rowOf.get(unit) ?? top;
  const edges = network.edges.map((edge) => ({ edge, element: drawEdge(edge, left, right, Math.abs(y(edge.to) - y(edge.from)) > spacing ? steepLabelAt : labelAt, y, chosen) }));
  const ago = network.nodes.map((unit) => drawUnit(unit, left, y(unit))), now = network.nodes.map((unit) => drawUnit(unit, right, y(unit)));

  chosen.listen(({ j, k }) => {
    for (const { edge, element } of edges) {
      const isChosen = edge.to === j && edge.from === k;
      element.classList.toggle("chosen", isChosen);
      element.setAttribute("tabindex", isChosen ? "0" : "-1");
    }
    if (!edges.some(({ edge }) => edge.to === j && edge.from === k))
      edges[0]?.element.setAttribute("tabindex", "0");
    ago.forEach((node, i) => node.classList.toggle("chosen", network.nodes[i] === k));
    now.forEach((node, i) => node.classList.toggle("chosen", network.nodes[i] === j));
  });

  const width = right + margin, height = top + (network.nodes.length - 1) * spacing + radius + 10;
  const drawing = svg("svg", { class: "network", viewBox: `0 0 ${Math.round(width)} ${height}`, width, height, role: "group", "aria-label": `The connections between ${network.nodes.length} units, from one step to the next` },
    svg("text", { class: "axis", x: left - radius, y: 20 }, "one step ago"), svg("text", { class: "axis", x: right + radius, y: 20, "text-anchor": "end" }, "now"),
    // Lines below all labels, the disputed one on top of the other lines.
    ...edges.sort((a, b) => Number(a.edge.taken !== null) - Number(b.edge.taken !== null)).map(({ element }) => element), ...ago, ...now);
  drawing.addEventListener("keydown", (event) => move(event, network.edges, edges));
  return h("div", { class: "drawing" }, drawing);
}

function drawEdge(edge: Edge, left: number, right: number, at: number, y: (unit: number) => number, chosen: ChosenEntry): SVGGElement {
  const span = right - left, start = y(edge.from), slope = (y(edge.to) - start) / span, length = Math.hypot(1, slope);
  const dx = 1 / length, dy = slope / length;
  const endX = right - (radius + 2) * dx, endY = y(edge.to) - (radius + 2) * dy;
  const along = span * at, x = left + along, labelY = start + along * slope;
  const text = label(edge), width = (text.length + 1) * letterWidth, choose = (): void => chosen.choose({ j: edge.to, k: edge.from });
  const line = { x1: left + radius * dx, y1: start + radius * dy, x2: endX - tipLength * dx, y2: endY - tipLength * dy };
  const round = (value: number): string => value.toFixed(1);
  return svg("g", { class: `edge${edge.taken ? " disputed" : ""}`, role: "img", tabindex: -1, "aria-label": said(edge), "data-from": edge.from, "data-to": edge.to, on: { focus: choose, pointerenter: choose } },
    svg("line", { class: "reach", ...line }), svg("line", { class: "line", ...line }),
    svg("path", { class: "tip", d: `M${round(endX)} ${round(endY)}L${round(endX - tipLength * dx - tipWidth * dy)} ${round(endY - tipLength * dy + tipWidth * dx)}L${round(endX - tipLength * dx + tipWidth * dy)} ${round(endY - tipLength * dy - tipWidth * dx)}Z` }),
    svg("rect", { class: "ground", x: x - width / 2, y: labelY - labelHeight / 2, width, height: labelHeight, rx: 3 }),
    svg("text", { x, y: labelY + 4.5, "text-anchor": "middle" }, text));
}

function drawUnit(unit: number, x: number, y: number): SVGGElement {
  return svg("g", { class: "unit", "aria-hidden": "true" }, svg("circle", { cx: x, cy: y, r: radius }), svg("text", { x, y: y + 4.5, "text-anchor": "middle" }, String(unit)));
}

/** The arrow keys go from connection to connection. */
function move(event: KeyboardEvent, order: Edge[], edges: { edge: Edge; element: SVGGElement }[]): void {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const at = order.findIndex((edge) => edges.some((one) => one.edge === edge && one.element === event.target));
  if (step === undefined || at < 0)
    return;
  event.preventDefault();
  const next = order[Math.max(0, Math.min(order.length - 1, at + step))];
  edges.find((one) => one.edge === next)?.element.focus();
}

function label(edge: Edge): string {
  return visible(edge.taken ? `${edge.weight.text}, not ${edge.taken.text}` : edge.weight.text);
}

function said(edge: Edge): string {
  return `From unit ${edge.from} one step ago to unit ${edge.to} now: ${edge.weight.text}${edge.taken ? `; the code takes ${edge.taken.text}` : ""}.`;
}
