// Names that would be markup, commands or something invisible where they are not taken for text.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { casesIn } from "../lib/cases.mjs";
import { placeOf, sample, textOf } from "../lib/code.mjs";
import { Workbench } from "../lib/workbench.mjs";

/** Files by name, each with a name of its matrix as it is written in the code, and as it is to be read. */
const Files = {
  "<img src=x onerror=alert(1)>.cs": ["__W__", "__W__"],
  "[a](command:workbench.action.quit).cs": ["größe_ñ", "größe_ñ"],
  "$\\href{x}$.cs": ["W\\u0041", "WA"],
  "www.example.com.cs": ["@class", "class"],
  "mailto:a@example.com.cs": ["שלום", "שלום"],
  "$(bug) **b** `c` &lt;b&gt;.cs": ["重み", "重み"],
  "a\u202Esc.b.cs": ["W\u202Ex", "Wx"],
};
const seed = textOf(sample("SeedRnn/SeedRnnTransposed.cs")).replace(/ *\/\/ expect.*/, "").replaceAll("Samples.SeedRnn", "www.example");
const code = Object.fromEntries(Object.entries(Files).map(([name, [written]], i) => [name, seed.replaceAll("SeedRnnTransposed", `com${i}`).replace(/\bW\b/g, () => written)]));

/** What the C# escapes of hidden signs are for. */
const visible = text => text.replace(/\p{Cf}/gu, sign => `\\u${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`);

let bench;
const that = casesIn(() => bench), happened = [];

before(async () => {
  bench = await Workbench.start({ files: code, settings: { "editor.hover.above": false }, viewport: { width: 1800, height: 1600 } });
  bench.page.on("dialog", dialog => {
    happened.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  bench.context.on("page", page => happened.push(`page: ${page.url()}`));
  bench.context.on("request", request => /example\.com|\/x$/.test(new URL(request.url()).host + new URL(request.url()).pathname) && happened.push(`request: ${request.url()}`));
});
after(() => bench?.close());

/** What part of the page is made of, as far as it could be of a name's making. */
const madeOf = part => part.evaluate(root => [...root.querySelectorAll("a[href], a[data-href], img, script, iframe, strong, em, code, mjx-container, .codicon-bug")].map(element => {
  const target = element.getAttribute("data-href") ?? element.getAttribute("href") ?? element.getAttribute("src") ?? "";
  return [element.localName, target.replace(/^data:image\/svg\+xml,.*/s, "drawing"), element.localName === "img" ? "" : element.textContent].filter(one => one !== "").join(" ");
}));

const isOurs = one => /^img drawing$|^a https:\/\/\S*RNN0001\S* RNN0001$|^strong (Wrong|The forward pass, index by index|The chain rule|What the code computes|Going back, and where the transpose belongs)$|^code /.test(one);

for (const [i, [name, [written, read]]] of Object.entries(Files).entries())
  that(`${visible(name)} with ${visible(written)} is text in the lens, the hover, the Problems view and the panel`, async ({ page }) => {
    const tab = page.locator(".tab.active").first(), row = page.locator(".explorer-folders-view .monaco-list-row", { hasText: name });
    await row.dblclick();
    await bench.eventually(async () => (await tab.textContent())?.includes(name), "the file");
    await bench.intoCode();
    const at = placeOf(code[name], `${written}[k, j] * next`);
    await bench.goToLine(at.line, at.column);
    const lens = page.locator(".codelens-decoration a", { hasText: "is transposed" }).first();
    await bench.eventually(async () => await lens.count() === 1 && (await lens.textContent()).replaceAll("\u00a0", " ") === `${read} is transposed`, "the lens");

    const own = bench.hover.locator(".hover-row", { hasText: /^\s*Wrong/ }).first();
    await bench.until(() => own.isVisible(), async () => {
      await page.keyboard.press("Control+K");
      await page.keyboard.press("Control+I");
    });
    const text = (await own.innerText()).replaceAll("\u00a0", " ");
    assert.ok(text.includes(`'${read}' is transposed here`), text);
    assert.ok(text.includes(`rnnlint explain ${visible(name)}:${at.line}`), text);
    assert.deepEqual((await madeOf(own)).filter(one => !isOurs(one)), []);
    if (i === 0)
      await bench.shot("hostile hover");
    await bench.until(async () => !await page.locator(".monaco-hover:visible").count(), () => page.keyboard.press("Escape"));

    if (i === 0)
      await bench.until(() => page.locator(".markers-panel").isVisible(), () => page.keyboard.press("Control+Shift+M"));
    const problem = bench.problems.filter({ hasText: `'${read}' is transposed here` }).first();
    await problem.waitFor();
    await bench.problems.filter({ hasText: name }).first().waitFor();
    assert.deepEqual((await madeOf(page.locator(".markers-panel"))).filter(one => !isOurs(one) && !/^a \S*RNN0001/.test(one) && one !== "a"), []);

    if (i === 0)
      await lens.click();
    const panel = bench.panel;
    await panel.locator("h1", { hasText: `com${i}` }).waitFor();
    assert.equal(await panel.locator("h1").textContent(), `www.example.com${i}`);
    assert.equal(await panel.locator(".banner .link").first().textContent(), `${visible(name)}:${at.line}`);
    assert.ok((await panel.locator(".banner h2").textContent()).includes(`(${read})`));
    await panel.locator(".fix figcaption", { hasText: visible(name) }).waitFor();
    await bench.eventually(async () => await panel.locator(".formula").count() > 5 && await panel.locator(".formula:not(.typeset)").count() === 0, "all formulas to be typeset");
    assert.deepEqual((await madeOf(panel.locator("body"))).filter(one => !/^script|^code |^img drawing$/.test(one)), []);
    if (i === 0 || i === 6)
      await bench.shot(`hostile panel ${i}`);
  });

that("the fix says its names as text, in the panel and in the status bar", async ({ page }) => {
  const [name] = Object.entries(Files)[0];
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).dblclick();
  await bench.eventually(async () => (await page.locator(".tab.active").first().textContent())?.includes(name), "the file");
  await bench.panel.locator("h1", { hasText: "com0" }).waitFor();
  await bench.intoCode();
  await bench.command("RnnLint: Apply the Verified Fix");
  await bench.status("RnnLint: Swap the indices: __W__[j, k]").waitFor();
  await bench.panel.locator(".banner.right", { hasText: "Verified (__W__)" }).waitFor();
  await bench.command("RnnLint: Check the Workspace");
  await page.locator(".notification-toast", { hasText: "findings in" }).waitFor();
  assert.deepEqual((await madeOf(page.locator(".notifications-toasts"))).filter(one => !/^a $|^a$/.test(one)), []);
});

that("nothing of a name was run, opened or asked for", () => {
  assert.deepEqual(happened, []);
  assert.deepEqual(bench.console.filter(line => /content security policy/i.test(line)), []);
});
