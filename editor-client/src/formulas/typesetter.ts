import { Worker } from "node:worker_threads";
import type { FromWorker, ToWorker, Typeset } from "./typeset";

export type { Typeset } from "./typeset";

export interface Limits {
  /** Milliseconds for one formula. */
  formula: number;
  /** Milliseconds for all formulas that are asked for together. */
  request: number;
  /** Milliseconds until the worker is ready. */
  start: number;
  /** Characters of a formula. */
  input: number;
  /** Characters of a drawing. */
  output: number;
  /** Formulas that wait. */
  queue: number;
  /** Characters of formulas and drawings that are kept. */
  cache: number;
}

const Usual: Limits = { formula: 1000, request: 2000, start: 10_000, input: 4000, output: 64_000, queue: 1000, cache: 8_000_000 };

const Typical = "\\frac{\\partial h_{j}^{(t)}}{\\partial h_{k}^{(t-1)}} = \\sum_{k} \\left(1 - \\tanh^2\\left(a_{j}^{(t)}\\right)\\right) \\cdot \\text{W}_{j,k}";

/** For the worker: what fits into a formula needs far less. */
const Megabytes = 128;

interface Job {
  key: string;
  latex: string;
  display: boolean;
  done: (typeset: Typeset | undefined) => void;
}

/**
 * Typesets formulas in a worker, one after the other. What cannot be typeset is undefined, whatever the reason: its text is shown then. The worker is started with the first
 * formula; one that hangs or ends over a formula costs that formula alone.
 */
export class Typesetter {
  private readonly limits: Limits;

  /** By formula; the one longest not asked for is the first. */
  private readonly cache = new Map<string, Typeset | undefined>();

  private cached = 0;

  private readonly asked = new Map<string, Promise<Typeset | undefined>>();

  private readonly waiting: Job[] = [];

  private worker: Worker | undefined;

  /** False until the worker has said that it is ready. */
  private isReady = false;

  private current: Job | undefined;

  private timer: NodeJS.Timeout | undefined;

  private isDisposed = false;

  private finished = 0;

  constructor(private readonly workerPath: string, limits: Partial<Limits> = {}) {
    this.limits = { ...Usual, ...limits };
  }

  /** How many formulas the worker was given, and is done with: those that were asked for and not kept from before. */
  get drawn(): number {
    return this.finished;
  }

  typeset(latex: string, display: boolean): Promise<Typeset | undefined> {
    return this.ask(latex, display, 0);
  }

  /**
   * In the order of the formulas. They go before those that were asked for earlier, and are perhaps no longer looked at. What is not there in time is undefined, and is kept for
   * the next time.
   */
  async typesetAll(formulas: { latex: string; display: boolean }[], time = this.limits.request): Promise<(Typeset | undefined)[]> {
    const all = formulas.map<Typeset | undefined>(() => undefined);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>(resolve => timer = setTimeout(resolve, time));
    const there = Promise.all(formulas.map(async ({ latex, display }, i) => {
      all[i] = await this.ask(latex, display, i);
    }));
    await Promise.race([there, late]);
    clearTimeout(timer);
    return [...all];
  }

  /** Starts the worker and has it typeset something, so that the first formula that is shown need not wait for that. */
  warmUp(): void {
    void this.typeset(Typical, true);
  }

  async dispose(): Promise<void> {
    this.isDisposed = true;
    const ended = this.end();
    this.giveUp();
    await ended;
  }

  /** `turn` counts those that wait before it. */
  private ask(latex: string, display: boolean, turn: number): Promise<Typeset | undefined> {
    const key = (display ? "display " : "inline ") + latex;
    if (this.cache.has(key)) {
      const kept = this.cache.get(key);
      this.cache.delete(key);
      this.cache.set(key, kept);
      return Promise.resolve(kept);
    }
    const asked = this.asked.get(key);
    if (asked !== undefined) {
      const at = this.waiting.findIndex(job => job.key === key);
      if (at > turn)
        this.waiting.splice(turn, 0, ...this.waiting.splice(at, 1));
      return asked;
    }
    if (this.isDisposed || latex.length > this.limits.input || this.waiting.length >= this.limits.queue || HasHidden.test(latex))
      return Promise.resolve(undefined);
    const promise = new Promise<Typeset | undefined>(done => this.waiting.splice(turn, 0, { key, latex, display, done }));
    this.asked.set(key, promise);
    this.next();
    return promise;
  }

  private next(): void {
    if (this.current !== undefined || this.waiting.length === 0)
      return;
    this.worker ??= this.begin();
    if (!this.isReady)
      return;
    const job = this.waiting.shift();
    if (job === undefined)
      return;
    this.current = job;
    this.timer = setTimeout(() => this.fail(), this.limits.formula);
    this.worker.postMessage({ latex: job.latex, display: job.display, longest: this.limits.output } satisfies ToWorker);
  }

  private begin(): Worker {
    const worker = new Worker(this.workerPath, { resourceLimits: { maxOldGenerationSizeMb: Megabytes }, env: {}, execArgv: [], stdout: true, stderr: true });
    worker.stdout.resume();
    worker.stderr.resume();
    const isCurrent = (): boolean => this.worker === worker;
    worker.unref();
    worker.on("message", (message: FromWorker) => {
      if (isCurrent())
        this.take(message);
    });
    worker.on("error", () => isCurrent() && this.fail());
    worker.on("messageerror", () => isCurrent() && this.fail());
    worker.on("exit", () => isCurrent() && this.fail());
    this.timer = setTimeout(() => this.fail(), this.limits.start);
    return worker;
  }

  private take(message: FromWorker): void {
    clearTimeout(this.timer);
    if (message === "ready")
      this.isReady = true;
    else
      this.finish(message.typeset);
    this.next();
  }

  /** The worker hangs, or has ended. Over a formula, that one is to blame; without, there is no use in trying again with what waits. */
  private fail(): void {
    void this.end();
    if (this.current === undefined)
      this.giveUp();
    else
      this.finish(undefined);
    this.next();
  }

  private finish(typeset: Typeset | undefined): void {
    const job = this.current;
    if (job === undefined)
      return;
    this.current = undefined;
    this.finished++;
    this.keep(job.key, typeset);
    this.asked.delete(job.key);
    job.done(typeset);
  }

  private giveUp(): void {
    const all = [...this.current === undefined ? [] : [this.current], ...this.waiting.splice(0)];
    this.current = undefined;
    this.asked.clear();
    for (const job of all)
      job.done(undefined);
  }

  private async end(): Promise<void> {
    const worker = this.worker;
    clearTimeout(this.timer);
    this.worker = undefined;
    this.isReady = false;
    await worker?.terminate();
  }

  private keep(key: string, typeset: Typeset | undefined): void {
    this.cache.set(key, typeset);
    this.cached += sizeOf(key, typeset);
    for (const [oldest, kept] of this.cache) {
      if (this.cached <= this.limits.cache)
        break;
      this.cache.delete(oldest);
      this.cached -= sizeOf(oldest, kept);
    }
  }
}

/** Signs without a shape, among them those that turn the letters round them, which a drawing would not show. */
const HasHidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;

function sizeOf(key: string, typeset: Typeset | undefined): number {
  return key.length + (typeset?.svg.length ?? 0);
}
