/** The steps of the derivation: each can be folded, shows its places in the editor while it is looked at, and is marked while the editor's cursor is in one of them. */
import type { Cell, Place, Step } from "../src/protocol";
import { writeBlock, type Elsewhere } from "./blocks";
import { freshId, h } from "./dom";
import type { Formulas } from "./formulas";
import { placeName } from "./names";

export interface StepEvents {
  /** null when no step is looked at any more. */
  look: (step: number | null) => void;
  goTo: (step: number, place: number) => void;
  fold: (folded: string[]) => void;
}

export class Steps {
  readonly element: HTMLElement;
  private readonly sections: { kind: string; element: HTMLElement; button: HTMLButtonElement; body: HTMLElement; mark: HTMLElement }[] = [];
  private hovered: number | null = null;
  private focused: number | null = null;
  private looked: number | null = null;

  constructor(cell: Cell, folded: readonly string[], formulas: Formulas, elsewhere: Elsewhere, private readonly events: StepEvents) {
    this.element = h("div", { class: "steps" }, ...cell.steps.map((step, i) => this.section(step, i, folded.includes(step.kind), formulas, elsewhere)));
  }

  /** The steps that the editor's cursor is in. */
  mark(steps: readonly number[]): void {
    this.sections.forEach(({ element, mark }, i) => {
      element.classList.toggle("here", steps.includes(i));
      mark.hidden = !steps.includes(i);
    });
  }

  /** Folds all, or unfolds them. */
  foldAll(isFolded: boolean): void {
    for (const section of this.sections)
      setFolded(section, isFolded);
    this.tellFolded();
  }

  get areAllFolded(): boolean {
    return this.sections.every(({ body }) => body.hidden);
  }

  private section(step: Step, index: number, isFolded: boolean, formulas: Formulas, elsewhere: Elsewhere): HTMLElement {
    const id = freshId(), mark = h("span", { class: "mark", hidden: true }, "cursor");
    const body = h("div", { id, class: "body" }, ...step.blocks.map((block) => writeBlock(block, formulas, elsewhere)), this.places(step.places, index));
    const button = h("button", { type: "button", "aria-controls": id, "data-focus": `step-${step.kind}`, on: { click: () => {
      setFolded(section, !body.hidden);
      this.tellFolded();
    } } }, h("span", { class: "number" }, index + 1), h("span", { class: "name" }, step.title), mark);
    const element = h("section", { class: "step", on: {
      pointerenter: () => this.lookAt(index, this.focused),
      pointerleave: () => this.lookAt(null, this.focused),
      focusin: () => this.lookAt(this.hovered, index),
      focusout: () => this.lookAt(this.hovered, null),
    } }, h("h3", null, button), body);
    const section = { kind: step.kind, element, button, body, mark };
    setFolded(section, isFolded);
    this.sections.push(section);
    return element;
  }

  private places(places: Place[], step: number): HTMLElement | null {
    const lines = new Map<string, number>();
    places.forEach((place, i) => {
      const name = placeName(place.file, place.line);
      if (!lines.has(name))
        lines.set(name, i);
    });
    return lines.size === 0 ? null : h("ul", { class: "places", "aria-label": "In the code" },
      ...[...lines].map(([name, place]) => h("li", null, h("button", { type: "button", class: "link", on: { click: () => this.events.goTo(step, place) } }, name))));
  }

  /** What the pointer is on goes before what has the focus. */
  private lookAt(hovered: number | null, focused: number | null): void {
    this.hovered = hovered;
    this.focused = focused;
    const looked = hovered ?? focused;
    if (looked === this.looked)
      return;
    this.looked = looked;
    this.events.look(looked);
  }

  private tellFolded(): void {
    this.events.fold(this.sections.filter(({ body }) => body.hidden).map(({ kind }) => kind));
  }
}

function setFolded({ button, body }: { button: HTMLButtonElement; body: HTMLElement }, isFolded: boolean): void {
  body.hidden = isFolded;
  button.setAttribute("aria-expanded", String(!isFolded));
}
