/** The code of the lesson, and what is done to it. Knows no editor. */

/** The right statement of the lesson's backward pass, and what a reader makes of it who takes the matrix for its transpose. */
export const RIGHT = "W[j, k] * delta[j]";
export const WRONG = "W[k, j] * delta[j]";

export interface Answer {
  label: string;
  isRight: boolean;
  /** Why, or why not. */
  reason: string;
}

export const QUESTION = "Going back, what comes to unit k from the units j one step later?";

export const ANSWERS: readonly Answer[] = [
  {
    label: "Σ over j of W[k, j] · delta[j]",
    isRight: false,
    reason: "That is the product with W as the forward pass has it: W[k, j] leads from unit j to unit k, and what comes back to k goes along the connections that lead away from it.",
  },
  {
    label: "Σ over j of W[j, k] · delta[j]",
    isRight: true,
    reason: "W[j, k] leads from unit k to unit j, so what unit j sends back to unit k goes along the same weight. The sum runs over the first index: that is the transpose, and here is where it comes from.",
  },
  {
    label: "Σ over k of W[j, k] · delta[k]",
    isRight: false,
    reason: "That gives a number for unit j and sums over the unit that it was to be for. What comes back to unit k is a sum over all units that k led to.",
  },
];

/** The text with the exchange made, or undefined where it is not in there as it was. */
export function exchange(text: string, from: string, to: string): { start: number; length: number; text: string } | undefined {
  const start = text.indexOf(from);
  return start < 0 || text.includes(from, start + 1) ? undefined : { start, length: from.length, text: to };
}
