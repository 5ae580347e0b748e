/** Findings in the order in which they are gone through. Knows no editor. */
export interface Located {
  file: string;
  line: number;
  character: number;
}

export function compare(a: Located, b: Located): number {
  return a.file !== b.file ? (a.file < b.file ? -1 : 1) : a.line - b.line || a.character - b.character;
}

/** The index of the one after (or before) a place, going round at the end; -1 where there is none. */
export function neighbour(sorted: readonly Located[], from: Located | undefined, by: 1 | -1): number {
  if (sorted.length === 0 || from === undefined)
    return sorted.length === 0 ? -1 : by === 1 ? 0 : sorted.length - 1;
  if (by === 1) {
    const next = sorted.findIndex(finding => compare(finding, from) > 0);
    return next < 0 ? 0 : next;
  }
  const before = sorted.findLastIndex(finding => compare(finding, from) < 0);
  return before < 0 ? sorted.length - 1 : before;
}
