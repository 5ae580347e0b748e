/** The entry of the Jacobian, and with it the connection k → j, that heat maps, drawing and reading all show. */

export interface Entry {
  /** The row: a unit now. */
  j: number;
  /** The column: a unit one step ago. */
  k: number;
}

export class ChosenEntry {
  private readonly listeners: ((entry: Entry) => void)[] = [];

  constructor(public current: Entry) {}

  choose(entry: Entry): void {
    if (entry.j === this.current.j && entry.k === this.current.k)
      return;
    this.current = entry;
    for (const listener of this.listeners)
      listener(entry);
  }

  /** Tells at once, too. */
  listen(listener: (entry: Entry) => void): void {
    this.listeners.push(listener);
    listener(this.current);
  }
}
