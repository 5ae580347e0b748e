/** A drawing in `currentColor`, without scripts, links, styles and classes, and its size in ex. */
export interface Typeset {
  svg: string;
  width: number;
  height: number;
  /** How far it reaches below the baseline. */
  depth: number;
}

/** Units of a drawing in one ex. Its origin is on the baseline, at the left. */
export const UnitsPerEx = 442;

export interface ToWorker {
  latex: string;
  display: boolean;
  /** Characters that the drawing may have. */
  longest: number;
}

export type FromWorker = "ready" | { typeset: Typeset | undefined };
