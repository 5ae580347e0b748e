import { describe, expect, it } from "vitest";
import { applied, fixDiff } from "../../src/panel/fixDiff";
import { Newest } from "../../src/panel/newest";
import { panelPage } from "../../src/panel/page";
import { filesOf, moved, stepsAt } from "../../src/panel/places";
import { fixture } from "./fixtures";

describe("places", () => {
  const cell = fixture("elman-transposed"), isFile = (file: string): boolean => file.endsWith("SeedRnnTransposed.cs");

  it("tell which steps the cursor is in", () => {
    const place = cell.steps[0]?.places[0];
    expect(place).toBeDefined();
    const { line = 0, column = 0 } = place ?? {};
    expect(stepsAt(cell, isFile, { line: line - 1, character: column })).toEqual(cell.steps.flatMap((step, i) => step.places.some((one) => one.line === line) ? [i] : []));
    expect(stepsAt(cell, isFile, { line: 0, character: 0 })).toEqual([]);
    expect(stepsAt(cell, () => false, { line: line - 1, character: column })).toEqual([]);
  });

  it("are in the files that count as the cell's", () => expect(filesOf(cell)).toEqual(["/code/samples/SeedRnn/SeedRnnTransposed.cs"]));

  it.each([
    ["a line put in above", { line: 5, character: 3 }, { start: { line: 1, character: 0 }, end: { line: 1, character: 0 }, text: "a\n" }, { line: 6, character: 3 }],
    ["two lines taken out above", { line: 5, character: 3 }, { start: { line: 1, character: 0 }, end: { line: 3, character: 0 }, text: "" }, { line: 3, character: 3 }],
    ["letters before it in its line", { line: 5, character: 3 }, { start: { line: 5, character: 1 }, end: { line: 5, character: 2 }, text: "abc" }, { line: 5, character: 5 }],
    ["a line end before it", { line: 5, character: 3 }, { start: { line: 5, character: 1 }, end: { line: 5, character: 1 }, text: "\n" }, { line: 6, character: 2 }],
    ["something behind it", { line: 5, character: 3 }, { start: { line: 5, character: 4 }, end: { line: 6, character: 0 }, text: "x" }, { line: 5, character: 3 }],
    ["what it was in taken out", { line: 5, character: 3 }, { start: { line: 4, character: 2 }, end: { line: 6, character: 0 }, text: "" }, { line: 4, character: 2 }],
  ])("follow a change: %s", (_, position, change, expected) => expect(moved(position, change)).toEqual(expected));
});

describe("a fix", () => {
  const text = "a\nb\nback += W[k, j];\nc\nd\ne\n", edits = [{ start: 16, end: 17, text: "k" }, { start: 13, end: 14, text: "j" }];

  it("is applied from its edits", () => expect(applied(text, [{ start: 14, end: 15, text: "j" }, { start: 17, end: 18, text: "k" }])).toBe("a\nb\nback += W[j, k];\nc\nd\ne\n"));

  it("is shown as the lines that change", () => expect(fixDiff(text, [{ start: 14, end: 15, text: "j" }, { start: 17, end: 18, text: "k" }])).toBe("@@ -1,5 +1,5 @@\n a\n b\n-back += W[k, j];\n+back += W[j, k];\n c\n d\n"));

  it("does not depend on the order of the edits", () => expect(fixDiff(text, edits)).toBe(fixDiff(text, [...edits].reverse())));
});

describe("the newest question", () => {
  it("is the one that is answered", async () => {
    const newest = new Newest(), cancelled: string[] = [];
    const ask = (name: string): Promise<{ answer: string } | undefined> => newest.ask(0, (signal) => new Promise((resolve) => {
      signal.addEventListener("abort", () => cancelled.push(name));
      setTimeout(() => resolve(name), 5);
    }));
    const first = ask("first");
    await new Promise((resolve) => setTimeout(resolve, 2));
    const second = ask("second");
    expect(await Promise.all([first, second])).toEqual([undefined, { answer: "second" }]);
    expect(cancelled).toEqual(["first"]);
  });

  it("is not asked before it has waited", async () => {
    const newest = new Newest(), asked: number[] = [];
    const answers = [1, 2, 3].map((one) => newest.ask(1, () => {
      asked.push(one);
      return Promise.resolve(one);
    }));
    expect(await Promise.all(answers)).toEqual([undefined, undefined, { answer: 3 }]);
    expect(asked).toEqual([3]);
  });

  it("fails for itself alone", async () => {
    const newest = new Newest();
    const first = newest.ask(0, () => Promise.reject(new Error("first")));
    const second = newest.ask(0, () => Promise.reject(new Error("second")));
    expect(await first).toBeUndefined();
    await expect(second).rejects.toThrow("second");
  });
});

it("the page lets nothing in but its script and its style sheet", () => {
  const page = panelPage({ nonce: 'n"><x', cspSource: "https://x", scriptUri: "s?a&b", styleUri: "t" });
  expect(page).toContain("default-src 'none'; script-src 'nonce-n&quot;>&lt;x'; style-src https://x; img-src data:;");
  expect(page).not.toContain("unsafe");
  expect(page).toContain('src="s?a&amp;b"');
});
