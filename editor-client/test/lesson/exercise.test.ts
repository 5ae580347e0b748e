import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ANSWERS, exchange, RIGHT, WRONG } from "../../src/lesson/exercise";

const code = readFileSync(new URL("../../lesson/Lesson.cs", import.meta.url), "utf8");

test("the lesson's code has the statement once, and breaking it changes nothing else", () => {
  const change = exchange(code, RIGHT, WRONG);
  expect(change).toBeDefined();
  const broken = code.slice(0, change?.start) + (change?.text ?? "") + code.slice((change?.start ?? 0) + (change?.length ?? 0));
  expect(broken).toContain("back[k] += W[k, j] * delta[j];");
  expect(broken.replace(WRONG, RIGHT)).toBe(code);
  expect(exchange(broken, RIGHT, WRONG)).toBeUndefined();
  expect(exchange(`${RIGHT} ${RIGHT}`, RIGHT, WRONG)).toBeUndefined();
});

test("one answer is right, and it is what the code computes", () => {
  const right = ANSWERS.filter(answer => answer.isRight);
  expect(right.map(answer => answer.label)).toEqual(["Σ over j of W[j, k] · delta[j]"]);
  expect(RIGHT).toBe("W[j, k] * delta[j]");
  expect(new Set(ANSWERS.map(answer => answer.reason)).size).toBe(ANSWERS.length);
});
