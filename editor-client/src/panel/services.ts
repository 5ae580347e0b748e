/** What the panel needs of others. */
import type { CancellationToken, CodeAction, Range, Uri } from "vscode";
import type { ExplainDocument, ExplainResult, Position, ProbeChoice, ProbeResult } from "../protocol";
import type { DocumentFormat, FormulaImage, Units } from "./messages";

export interface CellPosition {
  uri: string;
  position: Position;
}

/** The language server's commands; null where there is no cell. */
export interface CellServer {
  explain(at: CellPosition, units: Units, cancellation?: CancellationToken): Promise<ExplainResult | null>;
  document(at: CellPosition, units: Units, format: DocumentFormat, cancellation?: CancellationToken): Promise<ExplainDocument | null>;
  probe(at: CellPosition, choice: ProbeChoice, cancellation?: CancellationToken): Promise<ProbeResult | null>;
}

export interface FormulaSource {
  /** Undefined where it cannot be typeset; the text stands then. */
  typeset(latex: string, display: boolean): Promise<FormulaImage | undefined>;
}

/** The preferred verified quick fix of a finding, with its edit; undefined where there is none. */
export type FixSource = (uri: Uri, range: Range, cancellation: CancellationToken) => Promise<CodeAction | undefined>;

export interface PanelServices {
  server: CellServer;
  formulas: FormulaSource;
  findFix: FixSource;
  /** A line for the log. */
  log?: (line: string) => void;
}
