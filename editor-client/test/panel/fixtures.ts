import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Cell, Explanation } from "../../src/protocol";

/** A cell as the CLI explains it: see fixtures/make.mjs. */
export function fixture(name: string): Cell {
  const { cells } = JSON.parse(readFileSync(join(import.meta.dirname, "fixtures", `${name}.json`), "utf8")) as Explanation;
  const [cell] = cells;
  if (!cell)
    throw new Error(`${name} has no cell`);
  return cell;
}
