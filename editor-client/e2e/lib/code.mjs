// Code for tests.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./workbench.mjs";

export const sample = name => join(repository, "samples", name);
export const textOf = path => readFileSync(path, "utf8");

/** The place of a piece of code, counted from 1. */
export function placeOf(text, piece) {
  const at = text.indexOf(piece);
  if (at < 0)
    throw new Error(`there is no ${piece}`);
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: before.at(-1).length + 1 };
}
