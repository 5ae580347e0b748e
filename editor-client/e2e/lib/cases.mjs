// Tests that leave a picture behind where they fail.
import { test } from "node:test";
import { PATIENCE } from "./workbench.mjs";

/** @param bench A function: the workbench is started before the tests run. */
export const casesIn = bench => (name, run) => test(name, { timeout: 3 * PATIENCE }, async () => {
  try {
    await run(bench());
  } catch (error) {
    await bench()?.shot(`failed ${name.replace(/[^\w]+/g, " ").trim()}`).catch(() => {});
    throw error;
  }
});
