// Documents and their diagnostics, over samples.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Editor, protocol, sample, sharedEditor, uriOf, withEditor } from "./editor.mjs";
import { folder, products, rnn } from "./code.mjs";

const wrong = sample("SeedRnn/SeedRnnTransposed.cs"), right = sample("SeedRnn/SeedRnnRight.cs");
const shared = sharedEditor();

test("what the server can do is said when it starts", shared(editor => {
  const { capabilities, serverInfo } = editor.initialized;
  assert.equal(serverInfo.name, "rnnlint");
  assert.deepEqual(capabilities.textDocumentSync, { openClose: true, change: protocol.TextDocumentSyncKind.Incremental });
  assert.equal(capabilities.positionEncoding, "utf-16");
  assert.ok(capabilities.hoverProvider && capabilities.codeLensProvider && capabilities.inlayHintProvider && capabilities.workspace.workspaceFolders.changeNotifications);
  assert.deepEqual(capabilities.diagnosticProvider, { identifier: "rnnlint", interFileDependencies: true, workspaceDiagnostics: true });
  assert.deepEqual(capabilities.codeActionProvider.codeActionKinds, ["quickfix", "source.fixAll.rnnlint"]);
}));

test("a finding is pushed with the version, the rule's page, the forward use and the evidence", shared(async editor => {
  const uri = await editor.open(wrong);
  const [diagnostic, ...others] = await editor.diagnostics(uri);

  assert.deepEqual(others, []);
  assert.equal(editor.published.get(uri).version, editor.version(uri));
  assert.equal(diagnostic.code, "RNN0001");
  assert.equal(diagnostic.source, "RnnLint");
  assert.equal(diagnostic.severity, protocol.DiagnosticSeverity.Warning);
  assert.equal(editor.at(uri, diagnostic.range), "W[k, j]");
  assert.match(diagnostic.codeDescription.href, /docs\/rules\/RNN0001/);
  assert.equal(diagnostic.data.convention, "[to, from]");
  assert.ok(Number(diagnostic.data["error: as written"]) > 0.1);
  const [{ location, message }] = diagnostic.relatedInformation;
  assert.equal(location.uri, uri);
  assert.match(editor.at(uri, location.range), /^W\[/);
  assert.match(message, /forward pass/);
}));

test("edits arrive bit by bit, and their findings with the version that they belong to", shared(async editor => {
  const uri = await editor.open(right);
  assert.deepEqual(await editor.diagnostics(uri), []);

  await editor.replace(uri, "back += W[j, k]", "back += W[k, j]");
  const [diagnostic] = await editor.diagnostics(uri);
  assert.equal(editor.published.get(uri).version, editor.version(uri));
  assert.equal(editor.at(uri, diagnostic.range), "W[k, j]");

  // Several changes in one message, the second in what the first has left.
  const text = editor.text(uri), at = text.indexOf("back += W[k, j]") + "back += W[".length;
  await editor.change(uri, [{ start: at, end: at + 4, text: "" }, { start: at, end: at, text: "j, k" }]);
  assert.deepEqual(await editor.diagnostics(uri), []);
  assert.equal(editor.text(uri), readFileSync(right, "utf8"));
}));

test("a file that is closed is read from disk again", shared(async editor => {
  const uri = await editor.open(right);
  await editor.replace(uri, "back += W[j, k]", "back += W[k, j]");
  assert.equal((await editor.diagnostics(uri)).length, 1);

  await editor.close(uri);
  await editor.until(() => editor.published.get(uri).diagnostics.length === 0, "the finding's going");
}));

for (const encoding of ["utf-8", "utf-16"])
  test(`positions are counted in ${encoding} where the client asks for it`, withEditor({ encoding }, async editor => {
    assert.equal(editor.initialized.capabilities.positionEncoding, encoding);
    const uri = await editor.open(wrong, readFileSync(wrong, "utf8").replace("back += W[k, j]", "/* σ′ 𝔚 */ back += W[k, j]"));
    const [diagnostic] = await editor.diagnostics(uri);
    assert.equal(editor.at(uri, diagnostic.range), "W[k, j]");

    // An edit behind wide characters in the same line lands where it should.
    await editor.replace(uri, "W[k, j] * next", "W[j, k] * next");
    assert.deepEqual(await editor.diagnostics(uri), []);
    const hover = await editor.hover(uri, "W[j, k] * next");
    assert.equal(editor.at(uri, hover.range), "W");
    await editor.replace(uri, "W[j, k] * next", "W[k, j] * next");
    await editor.diagnostics(uri);
    const [action] = await editor.actions(uri, { start: editor.positionOf(uri, "W[k, j] * next"), end: editor.positionOf(uri, "W[k, j] * next") });
    assert.ok(await editor.apply(action.edit));
    assert.match(editor.text(uri), /σ′ 𝔚 \*\/ back \+= W\[j, k\] \* next\[j\];/);
  }));

test("diagnostics that are asked for come with a result id, and are not pushed", withEditor({ pulls: true }, async editor => {
  const uri = await editor.open(wrong);
  const first = await editor.pull(uri);
  assert.equal(first.kind, "full");
  assert.deepEqual(first.items.map(item => item.code), ["RNN0001"]);
  assert.deepEqual(await editor.pull(uri, first.resultId), { kind: "unchanged", resultId: first.resultId });

  await editor.replace(uri, "W[k, j] * next", "W[j, k] * next");
  const second = await editor.pull(uri, first.resultId);
  assert.equal(second.kind, "full");
  assert.deepEqual(second.items, []);

  // The id covers the settings: what is hidden becomes visible, and is sent.
  await editor.configure({ showHidden: true });
  const third = await editor.pull(uri, second.resultId);
  assert.deepEqual(third.items.map(item => [item.code, item.severity]), [["RNN0099", protocol.DiagnosticSeverity.Hint]]);
  assert.equal(editor.published.size, 0);
}));

test("diagnostics of a whole workspace can be asked for", async context => {
  const files = folder({ "Matrix.cs": products, "Right.cs": rnn({ name: "Right" }), "Wrong.cs": rnn({ name: "Wrong", back: "Matrix.Times(W, d)" }) });
  context.after(files.remove);
  await withEditor({ folders: [files.path], pulls: true }, async editor => {
    await editor.rests();
    const { items } = await editor.pullAll();
    const found = items.filter(item => item.items?.length > 0);
    assert.deepEqual(found.map(item => [item.uri, item.version, item.items[0].code]), [[uriOf(files.at("Wrong.cs")), null, "RNN0001"]]);
    const again = await editor.pullAll(items.map(item => ({ uri: item.uri, value: item.resultId })));
    assert.deepEqual(again.items.map(item => item.kind), items.map(() => "unchanged"));
  })(context);
});

test("while code is broken nothing is claimed of it, and what was found before is stale", shared(async editor => {
  const uri = await editor.open(wrong);
  assert.equal((await editor.diagnostics(uri)).length, 1);

  await editor.replace(uri, "W[k, j] * next[j];", "W[k, ] * next[j];");
  assert.deepEqual(await editor.diagnostics(uri), []);
  assert.match((await editor.lenses(uri))[0].command.title, /^stale: .*W is transposed/);
  assert.match((await editor.hover(uri, "W[k, ]")).contents.value, /Stale.*The code does not compile/s);

  await editor.replace(uri, "W[k, ] * next[j];", "W[k, j] * next[j];");
  assert.equal((await editor.diagnostics(uri)).length, 1);
  assert.doesNotMatch((await editor.hover(uri, "W[k, j] * next")).contents.value, /Stale/);
}));

test("a server whose client vanishes ends by itself", async () => {
  const editor = await Editor.start();
  editor.process.stdin.end();
  const code = await Promise.race([editor.exit, new Promise(resolve => setTimeout(() => resolve("still there"), 5_000).unref())]);
  editor.process.kill();
  assert.equal(code, 1);
});
