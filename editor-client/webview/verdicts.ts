/** Verdicts in a few words, as the language server has them. */
import type { Cell, Finding } from "../src/protocol";

export type Kind = "right" | "wrong" | "note" | "unknown";

const kinds: Record<string, Kind> = { Verified: "right", HarmlessTranspose: "right", TruncatedToOneStep: "note", NotProbed: "unknown" };

const names: Record<string, string> = {
  Verified: "verified",
  TransposedRecurrentMatrix: "recurrent matrix transposed",
  WrongActivationDerivative: "activation derivative wrong",
  ReversedWeightGradient: "weight gradient reversed",
  UnexplainedGradient: "gradient wrong, unexplained",
  HarmlessTranspose: "transposed, but harmlessly",
  TruncatedToOneStep: "truncated to one step",
  NotProbed: "not probed",
};

const order: Kind[] = ["wrong", "note", "unknown", "right"];

export function kindOf(verdict: string): Kind {
  return kinds[verdict] ?? "wrong";
}

export function nameOf(verdict: string): string {
  return names[verdict] ?? verdict;
}

/** What is wrong comes first. */
export function sorted(findings: Finding[]): { finding: Finding; index: number }[] {
  return findings.map((finding, index) => ({ finding, index })).sort((a, b) => order.indexOf(kindOf(a.finding.verdict)) - order.indexOf(kindOf(b.finding.verdict)));
}

export function headline(cell: Cell): { kind: Kind; text: string } {
  const all = sorted(cell.findings).map(({ finding }) => finding), [first] = all;
  if (!first)
    return { kind: "unknown", text: "Nothing found" };
  const kind = kindOf(first.verdict), same = all.filter(({ verdict }) => verdict === first.verdict);
  const matrices = [...new Set(same.map(({ matrix }) => matrix).filter((matrix) => matrix !== ""))].join(", ");
  const name = nameOf(first.verdict), text = kind === "wrong" ? `Wrong: ${name}` : name.charAt(0).toUpperCase() + name.slice(1);
  return { kind, text: matrices === "" ? text : `${text} (${matrices})` };
}
