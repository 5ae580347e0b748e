// The walkthrough, as a reader goes through it.
import { after, before } from "node:test";
import { casesIn } from "../lib/cases.mjs";
import { Workbench } from "../lib/workbench.mjs";

let bench;
const that = casesIn(() => bench);

before(async () => { bench = await Workbench.start({ files: { "readme.txt": "" }, viewport: { width: 1600, height: 1000 } }); });
after(() => bench?.close());

const step = id => bench.page.locator(`.getting-started-step[data-step-id$="#transpose#${id}"]`);
const done = id => step(id).locator(".codicon-getting-started-step-checked");

/** The page takes the focus when it likes, and closes the list with it: then once more. */
const walkthrough = () => bench.again(async () => {
  await bench.command("Welcome: Open Walkthrough");
  await bench.page.locator(".quick-input-widget input.input").fill("Where does the transpose", { timeout: 3000 });
  await bench.choose("Where does the transpose come from?", 5000);
  await step("open").waitFor({ timeout: 5000 });
});

/** Goes to a step and presses its button. */
async function press(id, button) {
  await walkthrough();
  const pressed = step(id).locator(".monaco-button", { hasText: button });
  await bench.until(() => pressed.isVisible(), () => step(id).locator(".step-title").click());
  await pressed.click();
}

async function isDone(...ids) {
  await walkthrough();
  for (const id of ["open", "predict", "derive", "break", "fix"])
    await (ids.includes(id) ? done(id) : step(id).locator(".codicon-getting-started-step-unchecked")).waitFor();
}

that("opens a copy of right code, which the reader may change", async ({ page }) => {
  await press("open", "Open the Code");
  await page.locator(".tab.active", { hasText: "Lesson.cs" }).waitFor();
  await bench.status("RnnLint").first().waitFor();
  await isDone("open");
  await bench.shot("lesson");
});

that("asks what the sum runs over, says why not and why, and is done with the right answer", async ({ page }) => {
  await press("predict", "Choose");
  const answer = text => page.locator(".quick-input-list .monaco-list-row", { hasText: text });
  await answer("Σ over j of W[k, j] · delta[j]").click();
  const toast = page.locator(".notification-toast", { hasText: "Not that one." });
  await toast.locator(".monaco-button", { hasText: "Try Again" }).click();
  await answer("Σ over j of W[j, k] · delta[j]").click();
  await page.locator(".notification-toast", { hasText: "Right. W[j, k] leads from unit k to unit j" }).waitFor();
  await bench.command("Notifications: Clear All Notifications");
  await isDone("open", "predict");
});

that("derives the backward pass beside the code", async ({ page }) => {
  await press("derive", "Show the Derivation");
  await page.locator(".tab", { hasText: "Lesson.cs" }).first().waitFor();
  await bench.panel.locator(".banner.right").waitFor();
  await isDone("open", "predict", "derive");
});

that("is broken on purpose, and the squiggle appears", async ({ page }) => {
  await press("break", "Transpose It");
  await page.locator(".squiggly-warning").first().waitFor();
  await bench.line("back[k] += W[k, j] * delta[j];").waitFor();
  await bench.panel.locator(".banner.wrong").waitFor();
  await isDone("open", "predict", "derive", "break");
});

that("a half typed line does not count as set right; the fix does", async ({ page }) => {
  await bench.open("Lesson.cs");
  await page.keyboard.type("(");
  await page.locator(".squiggly-warning").first().waitFor({ state: "detached" });
  await isDone("open", "predict", "derive", "break");
  await bench.open("Lesson.cs");
  await bench.until(() => page.locator(".squiggly-warning").first().isVisible(), () => page.keyboard.press("Control+Z"));
  await press("fix", "Apply the Verified Fix");
  await page.locator(".tab.active", { hasText: "Lesson.cs" }).waitFor();
  await bench.panel.locator(".banner.right").waitFor();
  await isDone("open", "predict", "derive", "break", "fix");
});
