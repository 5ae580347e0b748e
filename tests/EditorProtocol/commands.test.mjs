// What an editor can have executed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { root, sample, sharedEditor, uriOf, withEditor } from "./editor.mjs";
import { rnn, solution } from "./code.mjs";

const wrong = sample("SeedRnn/SeedRnnTransposed.cs");
const shared = sharedEditor();
const place = (editor, uri, text) => ({ textDocument: { uri }, position: editor.positionOf(uri, text) });

test("the commands are announced", shared(editor => {
  assert.deepEqual(editor.initialized.capabilities.executeCommandProvider.commands, ["rnnlint.explain", "rnnlint.probe", "rnnlint.showTrace", "rnnlint.fixAll"]);
}));

test("rnnlint.explain derives the cell at a place, for two units or three", shared(async editor => {
  const uri = await editor.open(wrong);
  for (const units of [2, 3]) {
    const { isStale, explanation } = await editor.execute("rnnlint.explain", place(editor, uri, "W[k, j] * next"), units);
    assert.equal(isStale, false);
    assert.equal(explanation.version, 1);
    const [cell] = explanation.cells;
    assert.equal(cell.findings[0].verdict, "TransposedRecurrentMatrix");
    assert.equal(cell.steps.flatMap(step => step.blocks).find(block => block.matrix).matrix.length, units);
  }
}));

test("and as a document, for whoever copies or saves it", shared(async editor => {
  const uri = await editor.open(wrong);
  for (const [format, beginning] of [["markdown", "## Samples"], ["latex", "\\documentclass"], ["html", "<!DOCTYPE html>"]]) {
    const { isStale, text } = await editor.execute("rnnlint.explain", place(editor, uri, "W[k, j] * next"), 2, { format });
    assert.equal(isStale, false);
    assert.ok(text.startsWith(beginning), text.slice(0, 40));
    assert.match(text, /SeedRnnTransposed/);
    assert.ok(!text.includes(root), "names files, not where they lie");
  }
  await assert.rejects(editor.execute("rnnlint.explain", place(editor, uri, "W[k, j] * next"), 2, { format: "pdf" }), { code: -32602, message: "rnnlint.explain: format is markdown, latex or html, not \"pdf\"" });
}));

test("rnnlint.probe measures at sizes, lengths and seeds of one's choice", shared(async editor => {
  const uri = await editor.open(wrong);
  const { type, findings, points } = await editor.execute("rnnlint.probe", place(editor, uri, "W[k, j] * next"), { units: 5, steps: 6, seeds: [7, 8] });
  assert.equal(type, "Samples.SeedRnn.SeedRnnTransposed");
  assert.equal(findings[0].verdict, "TransposedRecurrentMatrix");
  assert.deepEqual(points.map(({ units, steps, seed }) => [units, steps, seed]), [[5, 6, 7], [5, 6, 8]]);
  for (const { matrices: [matrix] } of points) {
    assert.deepEqual([matrix.matrix, matrix.shows], ["W", "TransposedRecurrentMatrix"]);
    assert.ok(matrix.errors["as written"] > 0.1);
  }
  await assert.rejects(editor.execute("rnnlint.probe", place(editor, uri, "W[k, j] * next"), { units: 40 }), { code: -32602, message: "rnnlint.probe: units is a whole number from 2 to 16, not 40" });
}));

test("rnnlint.showTrace tells what was run, and no source unless it is asked for", shared(async editor => {
  const uri = await editor.open(wrong);
  const text = await editor.execute("rnnlint.showTrace", place(editor, uri, "W[k, j] * next"));
  assert.match(text, /trace of Samples\.SeedRnn\.SeedRnnTransposed\nwithout source/);
  assert.match(text, /tape of [\d,]+ nodes.*forward events.*backward events/);
  assert.match(text, /^result: TransposedRecurrentMatrix W at SeedRnnTransposed\.cs:\d+/m);
  assert.doesNotMatch(text, /W\[/);
  assert.match(await editor.execute("rnnlint.showTrace", place(editor, uri, "W[k, j] * next"), { source: true }), /\nwith source\n/);
}));

test("an unknown command is refused", shared(async editor => {
  await assert.rejects(editor.execute("rnnlint.dance"), { code: -32602 });
}));

test("rnnlint.fixAll mends a document, a project, a solution, and the editor takes it over", async context => {
  const back = "Matrix.Times(W, d)";
  const folder = solution({ "App/Rnn.cs": rnn({ back }), "App/Other.cs": rnn({ name: "Other", back }), "Lib/Inner.cs": rnn({ name: "Inner", back }) });
  context.after(folder.remove);
  execFileSync("dotnet", ["restore", "Both.slnx"], { cwd: folder.path, stdio: "ignore" });
  await withEditor({ folders: [folder.path], trusted: true }, async editor => {
    const uri = await editor.open(folder.at("App/Rnn.cs"));
    await editor.until(() => editor.progress.some(step => step.kind === "end"), "the solution");
    await editor.diagnostics(uri);
    const isWrong = name => readFileSync(folder.at(name), "utf8").includes(`next = ${back}`);

    // In the buffer, for the document is open.
    const document = await editor.execute("rnnlint.fixAll", { textDocument: { uri }, scope: "document" });
    assert.deepEqual(document, { applied: true, fixed: 1, files: 1, left: [] });
    assert.match(editor.text(uri), /next = Matrix\.TransposedTimes\(W, d\);/);
    assert.deepEqual([isWrong("App/Rnn.cs"), isWrong("App/Other.cs"), isWrong("Lib/Inner.cs")], [true, true, true]);

    // On disk, for these are not.
    assert.deepEqual(await editor.execute("rnnlint.fixAll", { textDocument: { uri }, scope: "project" }), { applied: true, fixed: 1, files: 1, left: [] });
    assert.deepEqual([isWrong("App/Other.cs"), isWrong("Lib/Inner.cs")], [false, true]);
    assert.deepEqual(await editor.execute("rnnlint.fixAll", { scope: "solution" }), { applied: true, fixed: 1, files: 1, left: [] });
    assert.equal(isWrong("Lib/Inner.cs"), false);
    assert.deepEqual(await editor.execute("rnnlint.fixAll", { scope: "solution" }), { applied: false, fixed: 0, files: 0, left: [] });
    await editor.until(() => [...editor.published.values()].every(told => told.diagnostics.length === 0), "nothing to be wrong any more");
    assert.match((await editor.lenses(uri))[0].command.title, /verified/);

    const other = uriOf(folder.at("Elsewhere.cs"));
    await assert.rejects(editor.execute("rnnlint.fixAll", { textDocument: { uri: other }, scope: "document" }), { code: -32602 });
  })(context);
});

test("a client that takes no edits is told so", withEditor({ appliesEdits: false }, async editor => {
  const uri = await editor.open(wrong);
  await assert.rejects(editor.execute("rnnlint.fixAll", { textDocument: { uri }, scope: "document" }), { code: -32803, message: /workspace\.applyEdit/ });
}));
