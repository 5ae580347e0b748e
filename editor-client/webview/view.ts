/** The panel: one cell, from the verdict to the last step of its derivation. */
import type { Fix, HostMessage, ViewMessage, ViewState } from "../src/panel/messages";
import type { Block, Cell, ProbeChoice } from "../src/protocol";
import { ChosenEntry } from "./chosenEntry";
import { button, h, svg, visible } from "./dom";
import { entryReading } from "./entryReading";
import { fixSection } from "./fixSection";
import { Formulas } from "./formulas";
import { heatMaps } from "./heatMap";
import { placeName, typeName } from "./names";
import { networkDrawing } from "./network";
import { firstChoice, ProbeForm } from "./probeForm";
import { watchScrolling } from "./scrolling";
import { Steps } from "./steps";
import { headline, kindOf, sorted, type Kind } from "./verdicts";

export interface Host {
  post: (message: ViewMessage) => void;
  getState: () => ViewState | undefined;
  setState: (state: ViewState) => void;
}

type CellMessage = Extract<HostMessage, { kind: "cell" }>;

type StateMessage = Extract<HostMessage, { kind: "state" }>;

/** Entries with more letters than this do not fit beside the drawing. */
const mostBeside = 44;

export class View {
  private readonly formulas: Formulas;
  private readonly content = h("main", null);
  private readonly outOfDate = h("div", { class: "outOfDate", role: "status" });
  private readonly said = h("div", { class: "said", role: "status" });
  private readonly pin = h("button", { type: "button", "aria-pressed": "false", "data-focus": "pin", on: { click: () => this.host.post({ kind: "pin", isPinned: !this.state.isPinned }) } }, "Pin");
  private readonly fixSlot = h("div", null);
  private state: StateMessage = { kind: "state", isPinned: false, isOutOfDate: false, isStale: false, isBusy: false };
  private shown: CellMessage | undefined;
  private steps: Steps | undefined;
  private probe: ProbeForm | undefined;
  private choice: ProbeChoice = firstChoice;
  private folded: string[];

  constructor(root: HTMLElement, private readonly host: Host) {
    this.formulas = new Formulas((formulas) => host.post({ kind: "typeset", formulas }));
    this.folded = host.getState()?.folded ?? [];
    root.append(this.outOfDate, this.content, this.said);
    this.showEmpty("Looking for a recurrent cell…");
  }

  receive(message: HostMessage): void {
    switch (message.kind) {
      case "cell":
        this.showCell(message);
        break;
      case "empty":
        this.showEmpty(message.reason);
        break;
      case "state":
        this.showState(message);
        break;
      case "formulas":
        this.formulas.arrived(message.formulas);
        break;
      case "cursor":
        this.steps?.mark(message.steps);
        break;
      case "fix":
        this.showFix(message.fix);
        break;
      case "probe":
        this.probe?.show(message.result, message.error);
        break;
      case "said":
        this.said.replaceChildren(visible(message.text));
        break;
    }
  }

  private showEmpty(reason: string): void {
    this.shown = this.steps = this.probe = undefined;
    this.content.replaceChildren(h("div", { class: "empty" }, h("h1", null, "No recurrent cell"), h("p", null, reason)));
  }

  private showCell(message: CellMessage): void {
    const focus = document.activeElement?.closest("[data-focus]")?.getAttribute("data-focus");
    const isSame = this.shown?.cell.type === message.cell.type && this.shown.cell.route === message.cell.route;
    this.shown = message;
    if (!isSame)
      this.choice = firstChoice;
    this.formulas.forgetWaiting();
    this.said.replaceChildren();
    this.fixSlot.replaceChildren();
    const { cell } = message, figures = this.figures(cell);
    const steps = this.steps = new Steps(cell, this.folded, this.formulas, { goTo: () => this.goToFigures(figures) }, {
      look: (step) => this.host.post({ kind: "step", cell: message.id, step }),
      goTo: (step, place) => this.host.post({ kind: "goToPlace", cell: message.id, step, place }),
      fold: (folded) => {
        this.folded = folded;
        this.remember();
      },
    });
    this.probe = new ProbeForm(this.choice, (choice) => {
      this.choice = choice;
      this.probe?.wait();
      this.host.post({ kind: "probe", cell: message.id, choice });
    });
    this.content.replaceChildren(...[this.top(cell, message.id), banner(cell, (finding) => this.host.post({ kind: "goToFinding", cell: message.id, finding })), this.fixSlot, figures, this.derivation(message, steps),
      h("section", null, h("h2", null, "Probe at other points"), this.probe.element)].filter((part) => part !== null));
    watchScrolling(this.content);
    if (!isSame)
      window.scrollTo(0, 0);
    if (focus)
      [...this.content.querySelectorAll<HTMLElement>("[data-focus]")].find((element) => element.dataset.focus === focus)?.focus({ preventScroll: true });
    this.remember();
  }

  private showState(state: StateMessage): void {
    this.state = state;
    this.pin.setAttribute("aria-pressed", String(state.isPinned));
    this.pin.title = state.isPinned ? "Follow the cursor again" : "Stay with this cell";
    const why = state.isStale ? "Stale: the code does not compile as it is now. This is of before the last edits."
      : state.isOutOfDate ? "Out of date: the code has changed since." : "";
    document.body.classList.toggle("old", why !== "");
    document.body.classList.toggle("busy", state.isBusy);
    this.outOfDate.replaceChildren(...(why === "" ? [] : [h("p", null, why + (state.isBusy ? " Looking again…" : ""))]));
    this.remember();
  }

  private showFix(fix: Fix | null): void {
    const id = this.shown?.id;
    if (!fix || id === undefined) {
      this.fixSlot.replaceChildren();
      return;
    }
    this.fixSlot.replaceChildren(fixSection(fix, () => this.host.post({ kind: "applyFix", cell: id })));
    watchScrolling(this.fixSlot);
  }

  private top(cell: Cell, id: number): HTMLElement {
    const { space, name } = typeName(cell.type);
    const ask = (format: "latex" | "markdown" | "html") => (): void => this.host.post({ kind: "document", cell: id, format });
    return h("header", { class: "top" },
      h("div", { class: "title" }, h("h1", null, space !== "" && h("span", { class: "space" }, space), name), h("p", { class: "quiet" }, cell.route)),
      h("div", { class: "actions", role: "group", "aria-label": "This cell" }, this.pin, button("Copy LaTeX", ask("latex"), { "data-focus": "latex" }), button("Copy Markdown", ask("markdown"), { "data-focus": "markdown" }), button("Save HTML", ask("html"), { "data-focus": "html" })));
  }

  /** Heat maps, drawing and reading beside each other: they show the same entry. */
  private figures(cell: Cell): HTMLElement | null {
    const blocks = cell.steps.flatMap((step) => step.blocks);
    const jacobians = find(blocks, "demanded"), network = find(blocks, "edges"), written = find(blocks, "matrix");
    if (!jacobians && !network)
      return null;
    const disputed = network?.edges.find((edge) => edge.taken !== null);
    const chosen = new ChosenEntry(disputed ? { j: disputed.to, k: disputed.from } : { j: 0, k: Math.min(1, (jacobians?.demanded.length ?? network?.nodes.length ?? 1) - 1) });
    const maps = jacobians && heatMaps(jacobians, chosen);
    const isWide = written?.matrix.some((row) => row.some(({ text }) => text.length > mostBeside)) ?? false;
    return h("section", { class: "figures" },
      h("h2", { tabindex: -1 }, jacobians ? "Both Jacobians" : "The connections"),
      jacobians && h("p", { class: "quiet" }, "Row j, column k: how unit j depends on unit k one step before, at one step of a trace. All on one scale."),
      maps && h("div", { class: "maps" }, ...maps.figures, maps.scale),
      h("div", { class: isWide ? "pair wide" : "pair" }, network && networkDrawing(network, chosen), entryReading(jacobians, written, network, this.formulas, chosen)));
  }

  private goToFigures(figures: HTMLElement | null): void {
    const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    figures?.scrollIntoView({ behavior: isStill ? "auto" : "smooth", block: "start" });
    (figures?.querySelector<HTMLElement>("[role=grid] [tabindex='0']") ?? figures?.querySelector<HTMLElement>("h2"))?.focus({ preventScroll: true });
  }

  private derivation({ cell, units }: CellMessage, steps: Steps): HTMLElement {
    if (cell.steps.length === 0)
      return h("section", null, h("h2", null, "No derivation"), h("p", null, `There is none: ${cell.obstacle ?? "nothing is known of the forward pass"}.`));
    const fold = button("", () => {
      steps.foldAll(!steps.areAllFolded);
      name();
    }, { "data-focus": "fold" });
    const name = (): void => fold.replaceChildren(steps.areAllFolded ? "Unfold all" : "Fold all");
    name();
    steps.element.addEventListener("click", name);
    return h("section", null,
      h("div", { class: "row" }, h("h2", null, "Where the transpose comes from"),
        h("div", { class: "actions" }, unitsChoice(units, (chosen) => this.host.post({ kind: "units", units: chosen })), fold)),
      cell.obstacle !== null && h("p", { class: "quiet" }, `The derivation is not whole: ${cell.obstacle}.`),
      steps.element);
  }

  private remember(): void {
    if (this.shown)
      this.host.setState({ at: this.shown.at, units: this.shown.units, isPinned: this.state.isPinned, folded: this.folded });
  }
}

function find<K extends PropertyKey>(blocks: Block[], key: K): Extract<Block, Record<K, unknown>> | undefined {
  return blocks.find((block) => key in block) as Extract<Block, Record<K, unknown>> | undefined;
}

function banner(cell: Cell, goTo: (finding: number) => void): HTMLElement {
  const { kind, text } = headline(cell), isMixed = new Set(cell.findings.map(({ verdict }) => kindOf(verdict))).size > 1;
  return h("section", { class: `banner ${kind}` },
    h("h2", null, icon(kind), text),
    h("ul", null, ...sorted(cell.findings).map(({ finding, index }) => h("li", { class: kindOf(finding.verdict) }, isMixed && icon(kindOf(finding.verdict)), h("span", null, finding.message, " ", finding.file !== undefined && finding.line !== undefined && h("span", { class: "at" }, h("button", { type: "button", class: "link", on: { click: () => goTo(index) } }, placeName(finding.file, finding.line))))))));
}

function icon(kind: Kind): SVGElement {
  const path = { right: "M4 8.5l3 3 5.5-7", wrong: "M4.5 4.5l7 7m0-7l-7 7", note: "M8 4v5m0 2.2v.6", unknown: "M4.5 8h7" }[kind];
  return svg("svg", { class: "icon", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, svg("path", { d: path }));
}

function unitsChoice(units: number, choose: (units: 2 | 3) => void): HTMLElement {
  return h("fieldset", { class: "units" }, h("legend", null, "Units written out"), ...([2, 3] as const).map((count) => {
    const input = h("input", { type: "radio", name: "units", value: count, "data-focus": `units-${count}`, on: { change: () => choose(count) } });
    input.checked = count === units;
    return h("label", null, input, count);
  }));
}
