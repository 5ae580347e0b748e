/** Probes the cell again at sizes, lengths and seeds of the reader's choice, and shows what it shows there. */
import { ProbeBounds } from "../src/panel/messages";
import type { ProbeChoice, ProbePoint, ProbeResult } from "../src/protocol";
import { table } from "./blocks";
import { freshId, h } from "./dom";
import { figure } from "./numbers";
import { nameOf } from "./verdicts";

const { fewestUnits, mostUnits, fewestSteps, mostSteps, mostSeeds, smallestSeed, largestSeed } = ProbeBounds;

export const firstChoice: ProbeChoice = { units: 3, steps: 4, seeds: [1] };

export class ProbeForm {
  readonly element: HTMLElement;
  private readonly results = h("div", { class: "results", "aria-live": "polite" });
  private readonly units: Field;
  private readonly steps: Field;
  private readonly seeds: Field;
  private readonly submit = h("button", { type: "submit", "data-focus": "probe" }, "Probe");

  constructor(choice: ProbeChoice, probe: (choice: ProbeChoice) => void) {
    this.units = new Field("Units n", String(choice.units), "numeric", `a whole number from ${fewestUnits} to ${mostUnits}`);
    this.steps = new Field("Steps T", String(choice.steps), "numeric", `a whole number from ${fewestSteps} to ${mostSteps}`);
    this.seeds = new Field("Seeds", choice.seeds.join(", "), "text", `up to ${mostSeeds} whole numbers, with commas between them`);
    this.element = h("form", { class: "probe", novalidate: true, on: { submit: (event) => {
      event.preventDefault();
      const chosen = this.read();
      if (chosen)
        probe(chosen);
    } } }, h("div", { class: "fields" }, this.units.element, this.steps.element, this.seeds.element, this.submit), this.results);
  }

  /** Undefined, and said beside the fields, where it makes no sense. */
  read(): ProbeChoice | undefined {
    const units = this.units.check((text) => wholeNumber(text, fewestUnits, mostUnits));
    const steps = this.steps.check((text) => wholeNumber(text, fewestSteps, mostSteps));
    const seeds = this.seeds.check(seedsOf);
    if (units !== undefined && steps !== undefined && seeds !== undefined)
      return { units, steps, seeds };
    [this.units, this.steps, this.seeds].find((field) => field.isWrong)?.focus();
    return undefined;
  }

  wait(): void {
    this.results.replaceChildren(h("p", { class: "quiet" }, "Probing…"));
  }

  show(result: ProbeResult | null, error: string | null): void {
    this.results.replaceChildren(error !== null || result === null ? h("p", { class: "error" }, error ?? "There is no cell there any more.") : resultTable(result));
  }
}

class Field {
  readonly element: HTMLElement;
  isWrong = false;
  private readonly input: HTMLInputElement;
  private readonly problem: HTMLElement;

  constructor(name: string, value: string, mode: "numeric" | "text", private readonly takes: string) {
    const id = freshId(), problemId = freshId();
    this.input = h("input", { id, type: "text", inputmode: mode, autocomplete: "off", spellcheck: "false", size: mode === "text" ? 14 : 3, "aria-describedby": problemId, "data-focus": name });
    this.input.value = value;
    this.problem = h("span", { id: problemId, class: "problem" });
    this.element = h("div", { class: "field" }, h("label", { for: id }, name), this.input, this.problem);
  }

  check<T>(read: (text: string) => T | undefined): T | undefined {
    const value = read(this.input.value.trim());
    this.isWrong = value === undefined;
    this.input.setAttribute("aria-invalid", String(this.isWrong));
    this.problem.textContent = this.isWrong ? this.takes : "";
    return value;
  }

  focus(): void {
    this.input.focus();
  }
}

function wholeNumber(text: string, least: number, most: number): number | undefined {
  const value = Number(text);
  return /^[-−]?\d+$/.test(text) && value >= least && value <= most ? value : undefined;
}

function seedsOf(text: string): number[] | undefined {
  const seeds = text.split(/[\s,;]+/).filter((seed) => seed !== "").map((seed) => wholeNumber(seed.replace("−", "-"), smallestSeed, largestSeed));
  return seeds.length >= 1 && seeds.length <= mostSeeds && seeds.every((seed) => seed !== undefined) ? seeds : undefined;
}

function resultTable(result: ProbeResult): HTMLElement {
  const head = ["n", "T", "seed", "matrix", "shows", "error as written", "smallest error of a repair"];
  return h("div", null, table({ head, rows: result.points.flatMap(rowsOf) }),
    h("p", { class: "quiet" }, "What single points show is no verdict: that is the analysis's, above."));
}

function rowsOf(point: ProbePoint): string[][] {
  const at = [String(point.units), String(point.steps), point.positiveShare === 0.5 ? String(point.seed) : `${point.seed} (${Math.round(point.positiveShare * 100)} % positive)`];
  if (point.stop)
    return [[...at, "–", point.stop, "–", "–"]];
  return point.matrices.map(({ matrix, shows, cause, errors }) => {
    const { "as written": written, ...repairs } = errors;
    const [best] = Object.entries(repairs).filter((entry): entry is [string, number] => entry[1] !== null).sort((a, b) => a[1] - b[1]);
    return [...at, matrix, nameOf(shows) + (cause === "" ? "" : `: ${cause}`) + (point.lacksSteps ? " (T is too small to show all)" : ""), figure(written), best ? `${figure(best[1])}, ${best[0]}` : "–"];
  });
}
