/** How far the code's gradient turns away from the true one, and what becomes of its length, over the steps back. The table below it has the same numbers. */
import type { Drift } from "../src/protocol";
import { h, svg } from "./dom";
import { figure } from "./numbers";

const width = 330, height = 170, left = 46, right = 12, top = 12, bottom = 34;

/** Ratios that lie further apart than this stand on a logarithmic scale. */
const wide = 30;

interface Axis {
  /** 0 at the bottom, 1 at the top. */
  at: (value: number) => number;
  marks: { value: number; text: string }[];
}

export function driftCharts(drift: Drift[]): HTMLElement {
  const angles = drift.map(({ steps, angle }) => ({ steps, value: angle })), ratios = drift.map(({ steps, ratio }) => ({ steps, value: ratio }));
  return h("div", { class: "charts" },
    chart("Angle to the true gradient", "degrees", angles, { at: (value) => value / 180, marks: [0, 45, 90, 135, 180].map((value) => ({ value, text: `${value}°` })) }, 0),
    chart("Length, relative to the true one", "times", ratios, ratioAxis(ratios.flatMap(({ value }) => value ?? [])), 1));
}

/** From 0 to a round number above the largest; by powers of ten where the ratios are far apart. 1 always lies on it. */
export function ratioAxis(ratios: number[]): Axis {
  const positive = ratios.filter((ratio) => ratio > 0), largest = Math.max(1, ...positive), smallest = Math.min(1, ...positive);
  if (largest / smallest > wide) {
    const low = Math.floor(Math.log10(smallest)), high = Math.max(low + 1, Math.ceil(Math.log10(largest))), every = Math.ceil((high - low) / 5);
    const marks = [];
    for (let power = Math.ceil(low / every) * every; power <= high; power += every)
      marks.push({ value: 10 ** power, text: power > 3 || power < -2 ? `1e${power < 0 ? "−" : ""}${Math.abs(power)}` : String(Number((10 ** power).toPrecision(1))) });
    return { at: (value) => Math.max(0, Math.min(1, (Math.log10(value) - low) / (high - low))), marks };
  }
  const unit = [0.25, 0.5, 1, 2, 5, 10].find((one) => largest / one <= 5) ?? 10, end = Math.max(2, Math.ceil(largest / unit)) * unit;
  return { at: (value) => value / end, marks: Array.from({ length: Math.round(end / unit) + 1 }, (_, i) => ({ value: i * unit, text: figure(i * unit) })) };
}

/** @param aim What right code has. */
function chart(title: string, unit: string, points: { steps: number; value: number | null }[], axis: Axis, aim: number): HTMLElement {
  const first = Math.min(...points.map(({ steps }) => steps)), last = Math.max(...points.map(({ steps }) => steps));
  const x = (steps: number): number => last === first ? (left + width - right) / 2 : left + 8 + (steps - first) / (last - first) * (width - left - right - 16);
  const y = (value: number): number => height - bottom - axis.at(value) * (height - top - bottom);
  const known = points.filter((point): point is { steps: number; value: number } => point.value !== null && (axis.at(point.value) >= 0));
  const summary = points.map(({ steps, value }) => `${steps} ${steps === 1 ? "step" : "steps"} back: ${value === null ? "not known" : figure(value)}`).join("; ");
  return h("figure", { class: "chart" },
    h("figcaption", null, title),
    svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": `${title}, in ${unit}. ${summary}.` },
      ...axis.marks.flatMap(({ value, text }) => [
        value !== aim && svg("line", { class: "grid", x1: left, x2: width - right, y1: y(value), y2: y(value) }),
        svg("text", { class: "axis", x: left - 7, y: y(value) + 4, "text-anchor": "end" }, text),
      ]),
      svg("line", { class: "grid aim", x1: left, x2: width - right, y1: y(aim), y2: y(aim) }),
      ...apart(points.map(({ steps }) => steps), x).map((steps) => svg("text", { class: "axis", x: x(steps), y: height - bottom + 16, "text-anchor": "middle" }, String(steps))),
      svg("text", { class: "axis", x: (left + width - right) / 2, y: height - 3, "text-anchor": "middle" }, "steps back"),
      ...runs(points, known).map((run) => svg("polyline", { class: "curve", points: run.map(({ steps, value }) => `${x(steps).toFixed(1)},${y(value).toFixed(1)}`).join(" ") })),
      ...known.map(({ steps, value }) => svg("circle", { class: "point", cx: x(steps), cy: y(value), r: 3.5 }))));
}

/** A line ends where a value is missing. */
function runs(points: { steps: number; value: number | null }[], known: { steps: number; value: number }[]): { steps: number; value: number }[][] {
  const all: { steps: number; value: number }[][] = [[]];
  for (const point of points) {
    const found = known.find(({ steps }) => steps === point.steps);
    if (found)
      all.at(-1)?.push(found);
    else
      all.push([]);
  }
  return all.filter((run) => run.length > 1);
}

/** Steps whose numbers do not run into each other. */
function apart(steps: number[], x: (steps: number) => number): number[] {
  const kept: number[] = [];
  for (const one of steps) {
    const before = kept.at(-1);
    if (before === undefined || x(one) - x(before) >= 13)
      kept.push(one);
  }
  return kept;
}
