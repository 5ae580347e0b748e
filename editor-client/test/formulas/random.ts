/** Numbers below a bound, the same in each run. */
export function randomOf(seed: number): (below: number) => number {
  return below => {
    seed = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) + 0x9e3779b9 | 0;
    return (seed >>> 0) % below;
  };
}

/** Some of the pieces, one after the other. */
export function textOf(pieces: string[], most: number, next: (below: number) => number): string {
  return Array.from({ length: 1 + next(most) }, () => pieces[next(pieces.length)]).join("");
}
