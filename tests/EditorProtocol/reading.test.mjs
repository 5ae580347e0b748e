// What is shown over and beside the code, and the fixes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { protocol, sample, sharedEditor, withEditor } from "./editor.mjs";

const wrong = sample("SeedRnn/SeedRnnTransposed.cs"), right = sample("SeedRnn/SeedRnnRight.cs");
const shared = sharedEditor();
const start = { line: 0, character: 0 };

test("a hover says the verdict first, then derives, in Markdown", shared(async editor => {
  const uri = await editor.open(wrong);
  const { contents, range } = await editor.hover(uri, "W[k, j] * next");

  assert.equal(contents.kind, "markdown");
  assert.match(contents.value, /^\*\*Wrong\*\*: /);
  assert.match(contents.value, /\*\*[^*]+\*\*\n\n/);
  assert.match(contents.value, /\[RNN0001\]\(.*docs\/rules\/RNN0001/);
  assert.equal(editor.at(uri, range), "W");
}));

test("and in plain text for a client that shows no Markdown", withEditor({ markdown: false }, async editor => {
  const uri = await editor.open(wrong);
  const { contents } = await editor.hover(uri, "W[k, j] * next");

  assert.equal(contents.kind, "plaintext");
  assert.match(contents.value, /^Wrong: /);
  assert.doesNotMatch(contents.value, /\*\*|\]\(/);
}));

test("in pieces, formulas by themselves, for a client that typesets them", withEditor({ formulas: true }, async editor => {
  const uri = await editor.open(wrong);
  const { contents, parts } = await editor.hover(uri, "W[k, j] * next");
  const formulas = parts.filter(part => part.latex !== undefined);

  assert.equal(parts.map(part => part.markdown).join(""), contents.value);
  assert.ok(formulas.some(({ display, markdown, latex }) => display && markdown.startsWith("```text\n") && latex.startsWith("\\begin{aligned} ") && latex.includes("W_{j,k}")));
  assert.ok(formulas.some(({ display, markdown }) => display === false && markdown.startsWith("`")));
  assert.ok(parts.some(({ latex, markdown }) => latex === undefined && markdown.startsWith("**Wrong**")));
}));

test("right code has hovers too: over the matrix, the member and the loop, and none elsewhere", shared(async editor => {
  const uri = await editor.open(right);
  for (const [text, on] of [["back += W[j, k]", "back += ".length], ["for (int t = T", 0]].filter(([text]) => editor.text(uri).includes(text)))
    assert.match((await editor.hover(uri, text, on)).contents.value, /^\*\*Verified\*\*/);
  assert.equal(await editor.hover(uri, "using System"), null);
}));

test("a lens stands above the backward pass, and its command explains the place", shared(async editor => {
  const uri = await editor.open(wrong);
  const [lens, ...others] = await editor.lenses(uri);

  assert.deepEqual(others, []);
  assert.match(lens.command.title, /W is transposed/);
  const { isStale, explanation } = await editor.execute(lens.command.command, ...lens.command.arguments);
  assert.equal(isStale, false);
  assert.equal(explanation.cells[0].findings[0].verdict, "TransposedRecurrentMatrix");
  assert.ok(explanation.cells[0].steps.length > 5);

  const other = await editor.open(right);
  assert.match((await editor.lenses(other))[0].command.title, /verified, error \d/);
  await editor.configure({ codeLens: false });
  assert.deepEqual(await editor.lenses(other), []);
}));

test("hints name the role of each index, where they are switched on", shared(async editor => {
  const uri = await editor.open(wrong);
  assert.deepEqual(await editor.hints(uri), []);

  await editor.configure({ inlayHints: true });
  const hints = await editor.hints(uri);
  const line = editor.positionOf(uri, "W[k, j] * next").line;
  assert.deepEqual(hints.filter(hint => hint.position.line === line).map(hint => hint.label), ["to:", "from:"]);
}));

for (const name of ["SeedRnn/SeedRnnTransposed.cs", "Storage/FlatTransposed.cs", "MathNet/MathNetColumnTransposed.cs"])
  test(`a fix that is applied leaves verified code: ${name}`, shared(async editor => {
    const uri = await editor.open(sample(name));
    const before = editor.text(uri);
    const [diagnostic] = await editor.diagnostics(uri);
    const [action, ...others] = await editor.actions(uri, diagnostic.range, ["quickfix"]);

    assert.deepEqual(others, []);
    assert.equal(action.kind, "quickfix");
    assert.equal(action.isPreferred, true);
    assert.deepEqual(action.diagnostics.map(fixed => fixed.code), ["RNN0001"]);
    assert.ok(await editor.apply(action.edit));
    assert.deepEqual(await editor.diagnostics(uri), []);
    assert.match((await editor.lenses(uri))[0].command.title, /verified/);

    // Nothing else has changed.
    const changed = editor.text(uri).split("\n").filter((text, line) => text !== before.split("\n")[line]);
    assert.equal(editor.text(uri).split("\n").length, before.split("\n").length);
    assert.equal(changed.length, 1);
  }));

test("right code, and places beside a finding, have no fix", shared(async editor => {
  assert.deepEqual(await editor.actions(await editor.open(right), { start, end: { line: 10_000, character: 0 } }), []);
  assert.deepEqual(await editor.actions(await editor.open(wrong), { start, end: start }, ["quickfix"]), []);
}));

test("all findings of a document are fixed at once, when that is asked for", shared(async editor => {
  const two = readFileSync(wrong, "utf8");
  const uri = await editor.open(wrong, two + two.replace(/^using [^\n]*\n|^namespace [^\n]*\n/gm, "").replaceAll("SeedRnnTransposed", "Second"));
  assert.equal((await editor.diagnostics(uri)).length, 2);

  assert.ok((await editor.actions(uri, { start, end: start })).every(action => action.kind !== "source.fixAll.rnnlint"));
  const [action] = await editor.actions(uri, { start, end: start }, [protocol.CodeActionKind.SourceFixAll]);
  assert.equal(action.kind, "source.fixAll.rnnlint");
  assert.match(action.title, /^Fix 2 /);
  assert.ok(await editor.apply(action.edit));
  assert.deepEqual(await editor.diagnostics(uri), []);
}));
