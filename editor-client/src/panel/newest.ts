/** Of several questions only the newest is answered. The ones before it are cancelled, and what they still say is not heard. */
export class Newest {
  private current: AbortController | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Asks after a delay, unless another question comes first. Undefined when one came. */
  async ask<T>(delay: number, question: (signal: AbortSignal) => Promise<T>): Promise<{ answer: T } | undefined> {
    this.cancel();
    const asked = this.current = new AbortController(), { signal } = asked;
    await new Promise<void>((resolve) => {
      this.timer = setTimeout(resolve, delay);
      signal.addEventListener("abort", () => resolve());
    });
    if (signal.aborted)
      return undefined;
    try {
      const answer = await question(signal);
      return this.current === asked ? { answer } : undefined;
    } catch (error) {
      if (this.current !== asked)
        return undefined;
      throw error;
    }
  }

  cancel(): void {
    clearTimeout(this.timer);
    this.current?.abort();
    this.current = undefined;
  }
}
