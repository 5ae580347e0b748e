/** What rnnlint-server answers beyond the Language Server Protocol: docs/language-server.md and docs/explain.md in the repository. */
import type { Position, Range, TextDocumentIdentifier, TextDocumentPositionParams } from "vscode-languageclient/node";

/** A formula, as Unicode text and as LaTeX. */
export interface Formula {
  text: string;
  latex: string;
}

export type Inline = { words: string } | { code: string } | Formula;

/** A span of source, counted from 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

export type StepKind = "Forward" | "Activation" | "Inner" | "Chain" | "Jacobian" | "Entry" | "Code" | "Layout" | "Backward" | "Consequences";

export interface Prose {
  prose: Inline[];
}

/** Formulas that are equal, on a line of their own. */
export interface Relation {
  relation: Formula[];
}

export interface FormulaMatrix {
  name: Formula;
  matrix: Formula[][];
}

export interface Table {
  head: string[];
  rows: string[][];
}

export interface Hypothesis {
  hypothesis: string;
  /** null where nothing could be compared. */
  error: number | null;
  accepted: boolean;
}

export interface HypothesisTable extends Table {
  hypotheses: Hypothesis[];
}

/** How far the gradient that the code carries has turned away from the true one, so many steps back. */
export interface Drift {
  steps: number;
  /** In degrees; null where one of the two is zero. */
  angle: number | null;
  /** Length of the code's gradient over that of the true one; null where that is zero. */
  ratio: number | null;
}

export interface DriftTable extends Table {
  drift: Drift[];
}

/** One step's Jacobian: row j and column k hold how unit j depends on unit k one step before. */
export interface Jacobians {
  /** Of row j and column k. */
  entry: Formula;
  step: number;
  demanded: number[][];
  implemented: number[][];
  /** The second less the first; a difference of rounding alone is 0. */
  difference: number[][];
}

export interface Edge {
  /** A unit one step ago. */
  from: number;
  /** A unit now. */
  to: number;
  weight: Formula;
  /** The weight that the code takes instead, where this is the disputed edge. */
  taken: Formula | null;
}

export interface Network {
  nodes: number[];
  edges: Edge[];
}

export type Block = Prose | Relation | FormulaMatrix | HypothesisTable | DriftTable | Table | Jacobians | Network;

export interface Step {
  kind: StepKind;
  title: string;
  places: Place[];
  blocks: Block[];
}

/** A finding has no place where its code is not in a file. */
export type Finding = { verdict: string; matrix: string; message: string } & Partial<Place>;

export interface Cell {
  type: string;
  route: string;
  findings: Finding[];
  /** Why there is no derivation, as the end of a sentence; null where there is one. */
  obstacle: string | null;
  steps: Step[];
}

export interface Explanation {
  version: number;
  tool: string;
  cells: Cell[];
}

/** What `rnnlint.explain` gives; null where there is no cell. */
export interface ExplainResult {
  /** True where the code does not compile as it is now, and this is of before. */
  isStale: boolean;
  explanation: Explanation;
}

/** What `rnnlint.explain` gives when it was asked for a document. */
export interface ExplainDocument {
  isStale: boolean;
  text: string;
}

export interface ProbePoint {
  units: number;
  steps: number;
  seed: number;
  positiveShare: number;
  lacksSteps: boolean;
  /** Why nothing shows there. */
  stop?: string | null;
  matrices: { matrix: string; shows: string; cause: string; compared: number; errors: Record<string, number | null> }[];
}

/** What `rnnlint.probe` gives; null where there is no cell. */
export interface ProbeResult {
  type: string;
  route: string;
  findings: { verdict: string; matrix: string; message: string }[];
  points: ProbePoint[];
}

export interface ProbeChoice {
  units: number;
  steps: number;
  seeds: number[];
}

/** The notification `rnnlint/status`. */
export interface Status {
  state: "idle" | "loading" | "probing";
  findings: number | null;
}

/** Of a hover: text, or a formula that text stands for. All `markdown` in turn is the hover of clients that typeset nothing. */
export interface HoverPart {
  markdown: string;
  /** What `markdown` shows, in LaTeX. */
  latex?: string;
  /** True where it is on a line of its own. */
  display?: boolean;
}

/** The answer to `textDocument/hover` for a client that said `{ formulas: true }`. */
export interface PartedHover {
  contents: { kind: "markdown"; value: string };
  range?: Range;
  parts?: HoverPart[];
}

export const Commands = {
  explain: "rnnlint.explain",
  probe: "rnnlint.probe",
  showTrace: "rnnlint.showTrace",
  fixAll: "rnnlint.fixAll",
} as const;

export type { Position, Range, TextDocumentIdentifier, TextDocumentPositionParams };
