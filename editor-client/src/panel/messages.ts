/** What the explain panel and its host tell each other. The host takes nothing from the view that `parseViewMessage` has not looked at. */
import type { Cell, Position, ProbeChoice, ProbeResult } from "../protocol";

export type Units = 2 | 3;

/** Bounds of `rnnlint.probe`, as docs/language-server.md has them. */
export const ProbeBounds = { fewestUnits: 2, mostUnits: 16, fewestSteps: 2, mostSteps: 32, mostSeeds: 10, smallestSeed: -(2 ** 31), largestSeed: 2 ** 31 - 1 } as const;

const mostFormulas = 400, longestFormula = 20_000;

export interface AskedFormula {
  latex: string;
  display: boolean;
}

/** A typeset formula; sizes are in ex. */
export interface FormulaImage {
  svg: string;
  width: number;
  height: number;
  depth: number;
}

export interface TypesetFormula extends AskedFormula {
  /** null where the text has to do. */
  image: FormulaImage | null;
}

export interface Fix {
  title: string;
  files: { name: string; diff: string }[];
}

/** Where a cell was asked for. */
export interface Anchor {
  uri: string;
  position: Position;
}

export type HostMessage =
  | { kind: "cell"; id: number; cell: Cell; units: Units; at: Anchor }
  /** There is nothing to show, and why. */
  | { kind: "empty"; reason: string }
  /** `isOutOfDate`: the code has changed since, and no answer has come. `isStale`: it does not compile as it is now, and what is shown is of before. */
  | { kind: "state"; isPinned: boolean; isOutOfDate: boolean; isStale: boolean; isBusy: boolean }
  | { kind: "formulas"; formulas: TypesetFormula[] }
  /** The steps that the editor's cursor is within a place of. */
  | { kind: "cursor"; steps: number[] }
  | { kind: "fix"; fix: Fix | null }
  | { kind: "probe"; choice: ProbeChoice; result: ProbeResult | null; error: string | null }
  /** Something done, or why not. */
  | { kind: "said"; text: string };

export type DocumentFormat = "latex" | "markdown" | "html";

/** `cell` is the id of the cell that was on show: what is about another one comes too late. */
export type ViewMessage =
  | { kind: "ready" }
  | { kind: "typeset"; formulas: AskedFormula[] }
  /** The step in focus; null for none. */
  | { kind: "step"; cell: number; step: number | null }
  | { kind: "goToPlace"; cell: number; step: number; place: number }
  | { kind: "goToFinding"; cell: number; finding: number }
  | { kind: "units"; units: Units }
  | { kind: "probe"; cell: number; choice: ProbeChoice }
  | { kind: "document"; cell: number; format: DocumentFormat }
  | { kind: "pin"; isPinned: boolean }
  | { kind: "applyFix"; cell: number };

/** What the view remembers over a reload of the window. */
export interface ViewState {
  at: Anchor;
  units: Units;
  isPinned: boolean;
  /** Kinds of steps that are folded. */
  folded: string[];
}

/** Undefined for what is no message of the view. Nothing is taken over but the known fields. */
export function parseViewMessage(value: unknown): ViewMessage | undefined {
  if (!isRecord(value))
    return undefined;
  const { kind, cell, step, place, finding, units, isPinned, format } = value;
  switch (kind) {
    case "ready":
      return { kind };
    case "typeset": {
      const formulas = formulasOf(value.formulas);
      return formulas && { kind, formulas };
    }
    case "step":
      return isIndex(cell) && (step === null || isIndex(step)) ? { kind, cell, step } : undefined;
    case "goToPlace":
      return isIndex(cell) && isIndex(step) && isIndex(place) ? { kind, cell, step, place } : undefined;
    case "goToFinding":
      return isIndex(cell) && isIndex(finding) ? { kind, cell, finding } : undefined;
    case "units":
      return isUnits(units) ? { kind, units } : undefined;
    case "probe": {
      const choice = choiceOf(value.choice);
      return isIndex(cell) && choice ? { kind, cell, choice } : undefined;
    }
    case "document":
      return isIndex(cell) && (format === "latex" || format === "markdown" || format === "html") ? { kind, cell, format } : undefined;
    case "pin":
      return typeof isPinned === "boolean" ? { kind, isPinned } : undefined;
    case "applyFix":
      return isIndex(cell) ? { kind, cell } : undefined;
    default:
      return undefined;
  }
}

/** Undefined for what is no state of the view. */
export function parseViewState(value: unknown): ViewState | undefined {
  if (!isRecord(value) || !isRecord(value.at) || !isRecord(value.at.position) || !isUnits(value.units) || typeof value.isPinned !== "boolean" || !Array.isArray(value.folded))
    return undefined;
  const { uri, position: { line, character } } = value.at as { uri: unknown; position: Record<string, unknown> };
  if (typeof uri !== "string" || !isIndex(line) || !isIndex(character))
    return undefined;
  return { at: { uri, position: { line, character } }, units: value.units, isPinned: value.isPinned, folded: value.folded.filter((one) => typeof one === "string") };
}

function formulasOf(value: unknown): AskedFormula[] | undefined {
  if (!Array.isArray(value) || value.length > mostFormulas)
    return undefined;
  const formulas: AskedFormula[] = [];
  for (const one of value as unknown[]) {
    if (!isRecord(one) || typeof one.latex !== "string" || typeof one.display !== "boolean")
      return undefined;
    // Of one that is too long the text stands; the others are typeset.
    if (one.latex.length <= longestFormula)
      formulas.push({ latex: one.latex, display: one.display });
  }
  return formulas;
}

function choiceOf(value: unknown): ProbeChoice | undefined {
  if (!isRecord(value) || !Array.isArray(value.seeds))
    return undefined;
  const { units, steps } = value, seeds = value.seeds as unknown[], bounds = ProbeBounds;
  return isWithin(units, bounds.fewestUnits, bounds.mostUnits) && isWithin(steps, bounds.fewestSteps, bounds.mostSteps)
    && seeds.length >= 1 && seeds.length <= bounds.mostSeeds && seeds.every((seed) => isWithin(seed, bounds.smallestSeed, bounds.largestSeed))
    ? { units, steps, seeds }
    : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isUnits(value: unknown): value is Units {
  return value === 2 || value === 3;
}

function isIndex(value: unknown): value is number {
  return isWithin(value, 0, Number.MAX_SAFE_INTEGER);
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
}
