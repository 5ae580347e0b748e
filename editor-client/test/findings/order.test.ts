import { describe, expect, test } from "vitest";
import { compare, neighbour, type Located } from "../../src/findings/order";

const at = (file: string, line: number, character = 0): Located => ({ file, line, character });
const sorted = [at("b", 9), at("a", 3, 7), at("a", 3, 2)].sort(compare);

test("findings stand by file, line and column", () => {
  expect(sorted).toEqual([at("a", 3, 2), at("a", 3, 7), at("b", 9)]);
});

describe("the neighbour of a place", () => {
  test.each([
    [at("a", 0), 0, 2], [at("a", 3, 2), 1, 2], [at("a", 3, 5), 1, 0], [at("a", 3, 7), 2, 0], [at("a", 100), 2, 1], [at("b", 9), 0, 1], [at("c", 0), 0, 2],
  ])("%o", (from, after, before) => {
    expect(neighbour(sorted, from, 1)).toBe(after);
    expect(neighbour(sorted, from, -1)).toBe(before);
  });

  test("without a place it is the first, or the last", () => {
    expect(neighbour(sorted, undefined, 1)).toBe(0);
    expect(neighbour(sorted, undefined, -1)).toBe(2);
    expect(neighbour([], at("a", 0), 1)).toBe(-1);
    expect(neighbour([], undefined, -1)).toBe(-1);
  });
});
