import { expect, test } from "vitest";
import { Restarts } from "../../src/server/restarts";

test("each wait is longer than the one before, and then there is none", () => {
  const restarts = new Restarts(() => 0);
  const firsts: boolean[] = [];
  const waits = Array.from({ length: Restarts.MOST + 2 }, () => {
    const wait = restarts.next();
    firsts.push(restarts.isFirst);
    return wait;
  });
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, undefined, undefined]);
  expect(firsts.filter(Boolean)).toHaveLength(1);
  expect(firsts[0]).toBe(true);
});

test("a server that ran for long begins anew, and so does one that a person started", () => {
  let now = 0;
  const restarts = new Restarts(() => now);
  restarts.next();
  now += Restarts.SETTLED;
  expect(restarts.next()).toBe(1000);
  now += Restarts.SETTLED + 1;
  expect(restarts.next()).toBe(500);
  restarts.next();
  restarts.forget();
  expect(restarts.next()).toBe(500);
});
