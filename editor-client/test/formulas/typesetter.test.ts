import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Typesetter, type Limits } from "../../src/formulas/typesetter";
import { bundledWorker } from "./bundledWorker";
import { Bombs, Elman, Gru, Hostile, Inline, Lstm } from "./samples";
import { parseSvg } from "./vscodeHover";

const open: Typesetter[] = [];

function typesetterOf(path: string, limits: Partial<Limits> = {}): Typesetter {
  const typesetter = new Typesetter(path, limits);
  open.push(typesetter);
  return typesetter;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map(typesetter => typesetter.dispose()));
});

describe("with MathJax", () => {
  let worker: Awaited<ReturnType<typeof bundledWorker>>;
  beforeAll(async () => {
    worker = await bundledWorker();
  });
  afterAll(() => worker.remove());

  it("typesets", async () => {
    const typeset = await typesetterOf(worker.path).typeset(Elman[0]?.latex ?? "", true);
    expect(parseSvg(typeset?.svg ?? "").tagName).toBe("svg");
    expect(typeset?.width).toBeGreaterThan(20);
    expect(typeset?.height).toBeGreaterThan(typeset?.depth ?? 0);
  });

  it("gives nothing for what is wrong, and goes on", async () => {
    const typesetter = typesetterOf(worker.path);
    const all = await typesetter.typesetAll(["\\frac{1}", "k", "}", "\\nothing", "j"].map(latex => ({ latex, display: false })));
    expect(all.map(one => one !== undefined)).toEqual([false, true, false, false, true]);
  });

  it("has inline and displayed formulas apart", async () => {
    const typesetter = typesetterOf(worker.path);
    const [inline, display] = await Promise.all([typesetter.typeset("\\sum_{k} k", false), typesetter.typeset("\\sum_{k} k", true)]);
    expect(display?.height).toBeGreaterThan(inline?.height ?? 0);
  });

  it("comes back from what takes long or much", async () => {
    const typesetter = typesetterOf(worker.path, { formula: 1000, request: 60_000 });
    await typesetter.typesetAll([...Bombs, ...Hostile].map(latex => ({ latex, display: true })));
    expect(await typesetter.typeset("k", false)).toBeDefined();
  }, 60_000);

  it("keeps to the size of input and output", async () => {
    const long = "x + ".repeat(100) + "x";
    const limits = { input: 500, output: 4000 };
    expect(await typesetterOf(worker.path, limits).typeset(long, false)).toBeUndefined();
    expect(await typesetterOf(worker.path, { ...limits, output: 64_000 }).typeset(long, false)).toBeDefined();
    expect(await typesetterOf(worker.path, { ...limits, input: 400 }).typeset(long, false)).toBeUndefined();
  });

  it.each(["\\text{a\u202eb}", "\\text{a\u200bb}", "\\text{a\u0000b}", "\\text{a\ud800b}", "\\text{\u2066a}", "\\text{a\u2028b}"])("refuses hidden signs", async latex => {
    expect(await typesetterOf(worker.path).typeset(latex, false)).toBeUndefined();
  });

  it("is fast", async () => {
    const formulas = [...Elman, ...Lstm, ...Gru].map(({ latex }) => ({ latex, display: true })).concat(Inline.map(latex => ({ latex, display: false })));
    const typesetter = typesetterOf(worker.path);
    const first = await timed(() => typesetter.typeset("W_{j,k}", false));
    const rest = await timed(() => typesetter.typesetAll(formulas));
    const again = await timed(() => typesetter.typesetAll(formulas));
    console.log(`first formula ${first} ms with the start of the worker, ${formulas.length} more ${rest} ms, again ${again} ms`);
    expect(Number(again)).toBeLessThan(20);
  });

  async function timed(work: () => Promise<unknown>): Promise<string> {
    const begin = performance.now();
    await work();
    return (performance.now() - begin).toFixed(1);
  }
});

describe("with a worker that", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rnnlint-workers-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const answer = "port.postMessage({ typeset: { svg: latex + ++answered, width: 1, height: 1, depth: 0 } });";

  /** `body` is run for each formula. */
  async function worker(name: string, body: string, begin = "port.postMessage('ready');"): Promise<string> {
    const path = join(folder, name + ".cjs");
    await writeFile(path, `const port = require("node:worker_threads").parentPort; let answered = 0;\nport.on("message", ({ latex }) => { ${body} });\n${begin}`);
    return path;
  }

  const all = (latex: string[]): { latex: string; display: boolean }[] => latex.map(one => ({ latex: one, display: false }));

  const svgs = async (typesetter: Typesetter, latex: string[]): Promise<(string | undefined)[]> => (await typesetter.typesetAll(all(latex))).map(one => one?.svg);

  it.each([
    ["never answers", "if (latex !== 'bad')"], ["is busy for ever", "if (latex === 'bad') for (;;); else"], ["ends", "if (latex === 'bad') process.exit(1); else"],
    ["throws", "if (latex === 'bad') throw new Error('a'); else"], ["takes all memory", "if (latex === 'bad') { const a = []; for (;;) a.push([...Array(1000)]); } else"],
  ])("%s, that formula alone is lost", async (name, condition) => {
    const typesetter = typesetterOf(await worker(name, `${condition} ${answer}`), { formula: name === "takes all memory" ? 8000 : 500, request: 20_000 });
    expect(await svgs(typesetter, ["a", "bad", "b", "c"])).toEqual(["a1", undefined, "b1", "c2"]);
    // It is known now.
    expect(await svgs(typesetter, ["bad", "d"])).toEqual([undefined, "d3"]);
  }, 20_000);

  it.each([
    ["never is ready", ""], ["cannot be loaded", "throw new Error('a');"], ["ends at once", "process.exit(0);"],
  ])("%s, there is nothing", async (name, begin) => {
    const typesetter = typesetterOf(await worker(name, answer, begin), { start: 300, request: 10_000 });
    expect(await svgs(typesetter, ["a", "b"])).toEqual([undefined, undefined]);
    expect(await svgs(typesetter, ["a"])).toEqual([undefined]);
  });

  it("is not there, there is nothing", async () => {
    expect(await svgs(typesetterOf(join(folder, "nowhere.js")), ["a", "b"])).toEqual([undefined, undefined]);
  });

  it("could not be started, it is tried again", async () => {
    const path = join(folder, "later.cjs");
    const typesetter = typesetterOf(path);
    expect(await svgs(typesetter, ["a"])).toEqual([undefined]);
    await worker("later", answer);
    expect(await svgs(typesetter, ["a"])).toEqual(["a1"]);
  });

  it("is slow, the request does not wait for all, and the rest is there the next time", async () => {
    const typesetter = typesetterOf(await worker("slow", `setTimeout(() => { ${answer} }, latex === "a" ? 0 : 600);`), { request: 400 });
    await typesetter.typeset("a", false);
    expect(await svgs(typesetter, ["a", "b"])).toEqual(["a1", undefined]);
    await typesetter.typeset("b", false);
    expect(await svgs(typesetter, ["a", "b"])).toEqual(["a1", "b2"]);
  });

  it("counts, formulas that are asked for twice are typeset once", async () => {
    const typesetter = typesetterOf(await worker("counts", answer));
    expect(await svgs(typesetter, ["a", "a", "b", "a"])).toEqual(["a1", "a1", "b2", "a1"]);
    expect(await svgs(typesetter, ["a", "b", "c"])).toEqual(["a1", "b2", "c3"]);
  });

  it("counts, what was not asked for longest is forgotten", async () => {
    // Of one formula "inline a" and its drawing "a1": 10 characters.
    const typesetter = typesetterOf(await worker("forgets", answer), { cache: 35 });
    expect(await svgs(typesetter, ["a", "b", "c"])).toEqual(["a1", "b2", "c3"]);
    expect(await svgs(typesetter, ["a", "d"])).toEqual(["a1", "d4"]);
    expect(await svgs(typesetter, ["a", "b"])).toEqual(["a1", "b5"]);
  });

  it("is busy, what was asked for last comes first", async () => {
    const typesetter = typesetterOf(await worker("order", `setTimeout(() => { ${answer} }, 20);`));
    const before = svgs(typesetter, ["a", "b", "c", "d"]);
    expect(await svgs(typesetter, ["x", "c", "y"])).toEqual(["x1", "c2", "y3"]);
    expect(await before).toEqual(["a4", "b5", "c2", "d6"]);
  });

  it("is busy, no more than so many wait", async () => {
    const typesetter = typesetterOf(await worker("queue", answer), { queue: 2 });
    expect(await svgs(typesetter, ["a", "b", "c"])).toEqual(["a1", "b2", undefined]);
  });

  it("is ended, whatever waits is answered, and nothing is begun any more", async () => {
    const typesetter = typesetterOf(await worker("ended", ""));
    const waiting = Promise.all([typesetter.typeset("a", false), typesetter.typeset("b", false)]);
    await typesetter.dispose();
    expect(await waiting).toEqual([undefined, undefined]);
    expect(await typesetter.typeset("c", false)).toBeUndefined();
    typesetter.warmUp();
    await typesetter.dispose();
  });

  it("is warm already, is not begun again", async () => {
    const typesetter = typesetterOf(await worker("warm", answer));
    typesetter.warmUp();
    typesetter.warmUp();
    expect(await svgs(typesetter, ["a", "b"])).toEqual(["a1", "b2"]);
    expect(await svgs(typesetter, ["c"])).toEqual([expect.stringMatching(/^c[34]$/)]);
  });
});
