// Findings in the code: squiggles, the Problems view, lenses, and fixes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { casesIn } from "../lib/cases.mjs";
import { placeOf, sample, textOf } from "../lib/code.mjs";
import { Workbench } from "../lib/workbench.mjs";

const wrong = sample("SeedRnn/SeedRnnTransposed.cs"), jacobian = sample("SeedJacobian/SeedJacobianAsPrinted.cs");
const at = placeOf(textOf(wrong), "W[k, j] * next");
let bench;
const that = casesIn(() => bench);

before(async () => { bench = await Workbench.start({ copies: { "Rnn.cs": wrong, "Jacobian.cs": jacobian } }); });
after(() => bench?.close());

that("a finding is underlined where it is, and stands in the Problems view", async ({ page }) => {
  await bench.open("Rnn.cs");
  await bench.goToLine(at.line, at.column);
  const squiggle = page.locator(".squiggly-warning").first();
  await squiggle.waitFor();
  const [box, line] = [await squiggle.boundingBox(), await bench.line("W[k, j] * next").boundingBox()];
  assert.ok(Math.abs(box.y - line.y) < line.height, "on the line of the mistake");
  await page.keyboard.press("Control+Shift+M");
  await bench.problems.filter({ hasText: "RNN0001" }).first().waitFor();
  const rows = (await bench.problems.allInnerTexts()).join("\n");
  assert.match(rows, new RegExp(`'W' is transposed here\\.[^]*RNN0001[^]*\\[Ln ${at.line}, Col ${at.column}\\]`));
  await bench.shot("problems");
  await bench.until(async () => !await page.locator(".markers-panel").isVisible(), () => page.keyboard.press("Control+J"));
});

that("the status bar counts, and the lens says what is wrong above the method", async () => {
  await bench.lens("W is transposed").first().waitFor();
  await bench.status("RnnLint: 2 findings").waitFor();
});

that("next and previous go through the findings of all files, round and round", async ({ page }) => {
  const printed = placeOf(textOf(jacobian), "W[k, j] *");
  await bench.command("RnnLint: Next Finding");
  await page.locator(".tab.active", { hasText: "Jacobian.cs" }).waitFor();
  await bench.status(`Ln ${printed.line}, Col`).waitFor();
  await bench.command("RnnLint: Next Finding");
  await bench.status(`Ln ${at.line}, Col ${at.column}`).waitFor();
  await bench.command("RnnLint: Previous Finding");
  await page.locator(".tab.active", { hasText: "Jacobian.cs" }).waitFor();
  await bench.open("Rnn.cs");
});

that("checking the workspace counts what there is", async ({ page }) => {
  await bench.command("RnnLint: Check the Workspace");
  await page.locator(".notification-toast", { hasText: "RnnLint: 2 findings in 2 files." }).waitFor();
  await page.keyboard.press("Escape");
});

that("a half typed edit makes the lens stale, and claims nothing; finishing it brings the finding back", async ({ page }) => {
  await bench.goToLine(at.line, at.column);
  await page.keyboard.type("(");
  await bench.lens("stale").first().waitFor();
  await page.locator(".squiggly-warning").first().waitFor({ state: "detached" });
  await bench.until(async () => await bench.lens("stale").count() === 0, () => page.keyboard.press("Control+Z"));
  await page.locator(".squiggly-warning").first().waitFor();
});

that("the fix is offered with the light bulb, and the code is verified after it", async ({ page }) => {
  await bench.goToLine(at.line, at.column);
  const action = page.locator(".action-widget .monaco-list-row", { hasText: "W[j, k]" });
  await bench.until(() => action.first().isVisible(), () => page.keyboard.press("Control+."));
  await bench.shot("fix");
  await page.keyboard.press("Enter");
  await bench.lens("verified").first().waitFor();
  await page.locator(".squiggly-warning").first().waitFor({ state: "detached" });
  await bench.until(() => readFileSync(join(bench.folder, "Rnn.cs"), "utf8").includes("W[j, k] * next"), () => page.keyboard.press("Control+S"));
  assert.equal(readFileSync(join(bench.folder, "Rnn.cs"), "utf8"), textOf(wrong).replace("W[k, j] * next", "W[j, k] * next"), "and nothing else was changed");
});

that("so is the command's", async ({ page }) => {
  await bench.open("Jacobian.cs");
  await bench.goToLine(placeOf(textOf(jacobian), "W[k, j] *").line);
  await bench.lens("transposed").first().waitFor();
  await bench.command("RnnLint: Apply the Verified Fix");
  await bench.lens("verified").first().waitFor();
  await bench.status("RnnLint").filter({ hasNotText: "finding" }).first().waitFor();
  await page.locator(".squiggly-warning").first().waitFor({ state: "detached" });
});
