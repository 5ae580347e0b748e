// The explain panel: what it shows, what it does to the editor and the editor to it, and what it hands on.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import axe from "axe-core";
import { casesIn } from "../lib/cases.mjs";
import { placeOf, sample, textOf } from "../lib/code.mjs";
import { repository, Workbench } from "../lib/workbench.mjs";

const text = textOf(sample("SeedRnn/SeedRnnTransposed.cs")).replace(/ *\/\/ expect.*/, "");
const at = placeOf(text, "W[k, j] * next"), forward = placeOf(text, "Win[j, k] * u"), elsewhere = placeOf(text, "½ Σ_t");
let bench;
const that = casesIn(() => bench);

before(async () => {
  bench = await Workbench.start({ files: { "Rnn.cs": text }, copies: { "Jacobian.cs": sample("SeedJacobian/SeedJacobianAsPrinted.cs") }, viewport: { width: 1600, height: 1000 } });
  await bench.context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(bench.page.url()).origin });
  await bench.until(async () => await bench.page.locator(".explorer-folders-view").count() === 0 || !await bench.page.locator(".explorer-folders-view").isVisible(), () => bench.page.keyboard.press("Control+B"));
});
after(() => bench?.close());

/** What the command line prints for a file of the workspace. */
const cli = (...args) => execFileSync("dotnet", [join(repository, "src", "Cli", "bin", "Release", "net10.0", "rnnlint.dll"), "explain", ...args], { cwd: bench.folder, encoding: "utf8" });

const blockOf = (cell, key) => cell.steps.flatMap(step => step.blocks).find(block => key in block);

/** The frame that the panel is in, for scripts that its policy would not let in. */
async function frame() {
  const outer = await (await bench.page.locator("iframe.webview.ready").elementHandle()).contentFrame();
  return (await outer.locator("#active-frame").elementHandle()).contentFrame();
}

/** The numbers of a heat map, as they are written. */
const numbersIn = map => map.locator("tbody tr").evaluateAll(rows => rows.map(row => [...row.querySelectorAll("td > span:first-child")].map(cell => cell.textContent)));

function assertSame(shown, numbers, what) {
  assert.deepEqual(shown.map(row => row.length), numbers.map(row => row.length), what);
  for (const [j, row] of shown.entries())
    for (const [k, written] of row.entries()) {
      const decimals = written.split(".")[1]?.length ?? 0;
      assert.equal(Math.abs(Number(written.replace("−", "-")) - numbers[j][k]) <= 0.50001 * 10 ** -decimals && decimals >= 2, true, `${what}, row ${j}, column ${k}: ${written} of ${numbers[j][k]}`);
    }
}

async function assertFigures(units) {
  const [cell] = JSON.parse(cli("Rnn.cs", "--format", "json", "--units", String(units))).cells;
  const jacobians = blockOf(cell, "demanded"), maps = bench.panel.locator("table.heat");
  await bench.eventually(async () => await maps.first().locator("tbody td").count() === jacobians.demanded.length ** 2, "the maps");
  // Where nothing differs, there is no map of it.
  const differs = jacobians.difference.flat().some(one => one !== 0);
  for (const [i, name] of ["demanded", "implemented", ...differs ? ["difference"] : []].entries())
    assertSame(await numbersIn(maps.nth(i)), jacobians[name], name);
  return cell;
}

const settled = () => bench.eventually(async () => !/old|busy/.test(await bench.panel.locator("body").getAttribute("class") ?? ""), "the panel to settle");
const marked = () => bench.editor.locator(".view-overlays .cdr[class*='ced-']");

that("a click on the lens opens it beside the code, with the verdict and the whole derivation", async () => {
  await bench.open("Rnn.cs");
  await bench.goToLine(at.line, at.column);
  await bench.lens("W is transposed").first().click();
  await bench.panel.locator(".banner.wrong", { hasText: "recurrent matrix transposed (W)" }).waitFor();
  await bench.panel.locator("h1", { hasText: "SeedRnnTransposed" }).waitFor();
  await bench.eventually(async () => await bench.panel.locator(".formula").count() > 5 && await bench.panel.locator(".formula:not(.typeset)").count() === 0, "all formulas to be typeset");
});

that("its figures are those of the command line", async () => {
  const cell = await assertFigures(2), { hypotheses, rows, head } = blockOf(cell, "hypotheses");
  const tables = await bench.panel.locator(".steps table").evaluateAll(all => all.map(table => [...table.rows].map(row => [...row.cells].map(one => one.textContent))));
  const shown = tables.find(([names]) => JSON.stringify(names) === JSON.stringify(head));
  assert.deepEqual(shown?.slice(1), rows.map((row, i) => row.map((one, column) => hypotheses[i].accepted && column === row.length - 1 ? `✓ ${one}` : one)));
  assert.deepEqual(await bench.panel.locator(".steps .name").allTextContents(), cell.steps.map(({ title }) => title));
});

that("an entry and its connection are chosen together", async () => {
  const [cell] = JSON.parse(cli("Rnn.cs", "--format", "json")).cells, { demanded, implemented } = blockOf(cell, "demanded");
  for (const [j, k] of [[0, 1], [1, 0], [1, 1]]) {
    await bench.panel.locator(`table.heat [data-j="${j}"][data-k="${k}"]`).first().hover();
    await bench.panel.locator(`.edge.chosen[data-from="${k}"][data-to="${j}"]`).waitFor();
    assert.equal(await bench.panel.locator(".edge.chosen").count(), 1);
    assert.equal(await bench.panel.locator("table.heat .chosen").count(), 3, "in each map");
    const reading = await bench.panel.locator(".reading").innerText();
    assert.match(reading, new RegExp(`Unit ${j} now, by unit ${k} one step ago`));
    const numbers = await bench.panel.locator(".reading dd").allTextContents();
    assertSame([numbers.slice(0, 2)], [[demanded[j][k], implemented[j][k]]], "the reading");
  }
  await bench.panel.locator('.edge[data-from="0"][data-to="1"] text').hover();
  await bench.panel.locator('table.heat .chosen[data-j="1"][data-k="0"]').first().waitFor();
});

that("a step that is looked at is marked in the code, and the cursor marks the steps of its line", async ({ page }) => {
  await bench.goToLine(forward.line, forward.column);
  await bench.panel.locator(".step.here [data-focus=step-Forward]").waitFor();
  assert.equal(await marked().count(), 0);
  await bench.panel.locator("[data-focus=step-Forward]").focus();
  await marked().first().waitFor();
  const line = await bench.line("sum += Win[j, k] * u").boundingBox(), boxes = await marked().evaluateAll(all => all.map(one => one.getBoundingClientRect().y));
  assert.ok(boxes.some(y => Math.abs(y - line.y) < 4), `on the line of the sum at ${line.y}: ${boxes}`);
  await bench.goToLine(at.line, at.column);
  await marked().first().waitFor({ state: "detached" });
  await bench.panel.locator(".step.here [data-focus=step-Code]").waitFor();
  await bench.eventually(async () => await bench.panel.locator(".step.here [data-focus=step-Forward]").count() === 0, "the mark to go");
});

that("it follows the cursor into another file, and stays where it is pinned", async () => {
  const title = name => bench.panel.locator("h1", { hasText: name });
  await bench.open("Jacobian.cs");
  await title("SeedJacobianAsPrinted").waitFor();
  await bench.open("Rnn.cs");
  await title("SeedRnnTransposed").waitFor();
  await settled();
  await bench.panel.locator("[data-focus=pin]").click();
  await bench.panel.locator("[data-focus=pin][aria-pressed=true]").waitFor();
  await bench.goToLine(at.line, at.column);
  await bench.open("Jacobian.cs");
  await bench.goToLine(1);
  await bench.lens("transposed").first().waitFor();
  await settled();
  assert.ok(await title("SeedRnnTransposed").isVisible(), "pinned");
  await bench.panel.locator("[data-focus=pin]").click();
  await title("SeedJacobianAsPrinted").waitFor();
  await bench.goToLine(1);
  await bench.open("Rnn.cs");
  await title("SeedRnnTransposed").waitFor();
});

that("three units can be written out", async () => {
  await settled();
  await bench.panel.locator("[data-focus=units-3]").check();
  await assertFigures(3);
  await bench.panel.locator("[data-focus=units-2]").check();
  await assertFigures(2);
});

that("it is probed again at the reader's sizes, steps and seeds", async () => {
  const field = name => bench.panel.locator(`[data-focus="${name}"]`);
  await field("Units n").fill("1");
  await field("probe").click();
  await bench.panel.locator('[data-focus="Units n"][aria-invalid=true]').waitFor();
  assert.equal(await bench.panel.locator(".results table").count(), 0, "nothing is asked that makes no sense");
  await field("Units n").fill("5");
  await field("Steps T").fill("6");
  await field("Seeds").fill("7, 11");
  await field("probe").click();
  const rows = bench.panel.locator(".results tbody tr");
  await rows.first().waitFor();
  const shown = await rows.evaluateAll(all => all.map(row => [...row.cells].map(one => one.textContent)));
  assert.deepEqual([...new Set(shown.map(([n, t, seed]) => `${n} ${t} ${seed.split(" ")[0]}`))], ["5 6 7", "5 6 11"]);
  assert.ok(shown.every(row => row[3] === "W" && /transposed/.test(row[4])), JSON.stringify(shown));
});

that("it is copied as LaTeX and as Markdown", async ({ page }) => {
  for (const [format, name] of [["latex", "LaTeX"], ["markdown", "Markdown"]]) {
    await bench.panel.locator(`[data-focus=${format}]`).click();
    await bench.panel.locator(".said", { hasText: `Copied as ${name}` }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied.replaceAll(bench.folder + "/", "").trim(), cli("Rnn.cs", "--format", format).trim(), name);
  }
});

that("it is saved as a page", async ({ page }) => {
  await bench.panel.locator("[data-focus=html]").click();
  const input = page.locator(".quick-input-widget input.input"), file = join(bench.folder, "SeedRnnTransposed.html");
  await bench.eventually(async () => await input.isVisible() && (await input.inputValue()).endsWith("SeedRnnTransposed.html"), "the dialog");
  await bench.until(async () => !await input.isVisible(), async () => {
    if (await input.isVisible())
      await input.press("Enter");
  });
  await bench.panel.locator(".said", { hasText: "Saved SeedRnnTransposed.html" }).waitFor();
  assert.ok(existsSync(file));
  assert.equal(readFileSync(file, "utf8").replaceAll(bench.folder + "/", "").trim(), cli("Rnn.cs", "--format", "html").trim());
});

that("an edit makes it out of date, until it was looked at again", async ({ page }) => {
  const inner = await frame();
  await inner.evaluate(() => {
    globalThis.seen = [];
    new MutationObserver(() => document.body.classList.contains("old") && globalThis.seen.push(document.querySelector(".outOfDate").textContent)).observe(document.body, { attributes: true, subtree: true, childList: true });
  });
  await bench.goToLine(elsewhere.line, elsewhere.column);
  await page.keyboard.type("x");
  await bench.eventually(() => inner.evaluate(() => globalThis.seen.some(one => one.startsWith("Out of date"))), "the mark");
  await settled();
  await page.keyboard.press("Control+Z");
  await bench.goToLine(at.line, at.column);
  await page.keyboard.type("(");
  await bench.panel.locator(".outOfDate p", { hasText: "Stale: the code does not compile as it is now." }).waitFor();
  await bench.eventually(async () => await bench.panel.locator(".fix").count() === 0, "the fix to go, which is one of other code");
  await page.keyboard.press("Control+Z");
  await bench.eventually(async () => await bench.panel.locator(".outOfDate p").count() === 0, "it to be up to date");
  await settled();
});

for (const theme of ["light", "dark"])
  that(`a picture of it, and nothing that keeps people out, ${theme}`, async ({ page }) => {
    const body = bench.panel.locator("body");
    await page.setViewportSize({ width: 1600, height: 1280 });
    bench.configure({ "workbench.colorTheme": theme === "dark" ? "Dark Modern" : "Light Modern" });
    await bench.panel.locator(`body.vscode-${theme}`).waitFor();
    await bench.goToLine(at.line, at.column);
    await bench.panel.locator(".fix").waitFor();
    await bench.panel.locator('table.heat [data-j="0"][data-k="1"]').first().hover();
    await body.evaluate(() => scrollTo(0, 0));
    await page.mouse.move(300, 3);
    await settled();
    await bench.shot(`workbench-${theme}`);
    const inner = await frame();
    await inner.evaluate(axe.source);
    const { violations } = await inner.evaluate(() => globalThis.axe.run());
    assert.deepEqual(violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).slice(0, 3).join(" | ")}`), []);
  });

that("its fix is shown, applied with a button, and verified", async () => {
  const fix = bench.panel.locator(".fix");
  await fix.waitFor();
  assert.match(await fix.locator(".removed").innerText(), /back \+= W\[k, j\] \* next\[j\];/);
  assert.match(await fix.locator(".added").innerText(), /back \+= W\[j, k\] \* next\[j\];/);
  await bench.panel.locator("[data-focus=fix]").click();
  await bench.panel.locator(".banner.right", { hasText: "Verified" }).waitFor();
  await bench.lens("verified").first().waitFor();
  await bench.line("back += W[j, k] * next[j];").waitFor();
  await bench.eventually(async () => await bench.panel.locator(".fix").count() === 0, "the fix to go");
  await settled();
});

that("it is there again after the window was loaded anew", async ({ page }) => {
  await bench.until(() => bench.page.evaluate(() => document.activeElement?.closest(".monaco-editor") !== null), () => page.keyboard.press("Control+1"));
  const path = join(bench.folder, "Rnn.cs");
  await bench.until(() => readFileSync(path, "utf8").includes("W[j, k] * next"), () => page.keyboard.press("Control+S"));
  await bench.panel.locator("[data-focus=units-3]").check();
  await assertFigures(3);
  await bench.panel.locator("[data-focus=step-Forward]").click();
  await bench.panel.locator("[data-focus=step-Forward][aria-expanded=false]").waitFor();
  // The editor's own reload: it keeps first what it is to remember.
  await Promise.all([page.waitForEvent("load"), bench.command("Developer: Reload Window").catch(() => {})]);
  await bench.panel.locator(".banner.right", { hasText: "Verified" }).waitFor();
  await assertFigures(3);
  await bench.panel.locator("[data-focus=step-Forward][aria-expanded=false]").waitFor();
  assert.ok(await bench.panel.locator("[data-focus=units-3]").isChecked());
});

that("nothing was against its policy", () => {
  assert.deepEqual(bench.console.filter(line => /content security policy|refused to/i.test(line)), []);
});
