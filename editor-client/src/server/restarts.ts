/** When a server that ended by itself is started again: later each time, and no more where it ends again and again. */
export class Restarts {
  static readonly MOST = 5;
  /** A server that ran for so long has not failed to start. In milliseconds. */
  static readonly SETTLED = 180_000;

  readonly #ends: number[] = [];

  constructor(private readonly now: () => number = Date.now) {}

  /** The server has ended: how long to wait before it is started again, in milliseconds; undefined where it is not. */
  next(): number | undefined {
    const now = this.now();
    if (this.#ends.length > 0 && now - (this.#ends.at(-1) ?? 0) > Restarts.SETTLED)
      this.forget();
    this.#ends.push(now);
    return this.#ends.length > Restarts.MOST ? undefined : 500 * 2 ** (this.#ends.length - 1);
  }

  /** True where it has ended once in a short while, and not more often. */
  get isFirst(): boolean {
    return this.#ends.length === 1;
  }

  /** A person has started it. */
  forget(): void {
    this.#ends.length = 0;
  }
}
