// Many edits, and requests and files that come to nothing. RNNLINT_EDITS=10000 has as many edits as the server is meant to stand; fewer are made otherwise.
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { test } from "node:test";
import { Editor, protocol, sample, withEditor } from "./editor.mjs";
import { folder, products, rnn } from "./code.mjs";

const EDITS = Number(process.env.RNNLINT_EDITS ?? 2_000), FIRST = 1_000, GROWTH = 1.3;
const wrong = readFileSync(sample("SeedRnn/SeedRnnTransposed.cs"), "utf8").replaceAll("\n", "\r\n");
const pieces = ["", "a", "\r\n", "\n", "é", "σ", "𝔚", "\t", "{", "}", "W[k, j]", "// ∂h\r\n", "/*", "\"", ";"];

/** Numbers that are the same in every run (a linear congruential generator modulo 2³², of which the high bits are taken). */
function randomNumbers(seed) {
  let state = seed >>> 0;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}

/** Neither within a surrogate pair nor within a line break, where no editor puts its caret. */
const onBoundary = (text, at) => at > 0 && at < text.length && (/[\udc00-\udfff]/.test(text[at]) || text[at] === "\n" && text[at - 1] === "\r") ? at - 1 : at;

/** What the server's process holds, in megabytes; null where the system does not tell. */
const megabytes = ({ pid }) => existsSync(`/proc/${pid}/status`) ? Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024 : null;

test(`${EDITS} random edits leave the texts equal and nothing behind`, async context => {
  const files = folder({});
  context.after(files.remove);
  await withEditor({}, async editor => {
    const random = randomNumbers(7);
    const uri = await editor.open(files.at("Rnn.cs"), `// \r\n${wrong}`);
    let afterFirst = null;
    for (let edit = 0; edit < EDITS;) {
      // Above the code, so that all its places move.
      for (let moves = 0; moves < 10; moves++, edit++)
        await editor.change(uri, [{ start: 2, end: 2, text: ["σ", "𝔚", "\r\n//", " x", "é"][random(5)] }]);

      // Anywhere, so that the code is broken most of the time; then back.
      const before = editor.text(uri);
      for (let breaks = 0; breaks < 39; breaks++, edit++) {
        const text = editor.text(uri), start = onBoundary(text, random(text.length + 1));
        await editor.change(uri, [{ start, end: onBoundary(text, Math.min(text.length, start + random(12))), text: pieces[random(pieces.length)] }]);
        if (random(40) === 0)
          await editor.diagnostics(uri);
      }
      await editor.change(uri, [{ start: 0, end: editor.text(uri).length, text: before.length > 20_000 ? `// \r\n${wrong}` : before }]);
      edit++;

      // Were the texts not equal, the finding would stand somewhere else, or nowhere.
      assert.deepEqual((await editor.diagnostics(uri)).map(({ code, range }) => [code, editor.at(uri, range)]), [["RNN0001", "W[k, j]"]]);
      if (afterFirst === null && edit >= FIRST)
        afterFirst = megabytes(editor.process);
    }

    const last = megabytes(editor.process);
    context.diagnostic(`memory after ${FIRST} edits ${afterFirst?.toFixed()} MB, after ${EDITS} ${last?.toFixed()} MB`);
    if (afterFirst !== null)
      assert.ok(last <= GROWTH * afterFirst, `${last} MB after ${afterFirst} MB`);

    // A new server says the same of the text, and the fix fits it.
    const fresh = await Editor.start();
    assert.deepEqual(await fresh.diagnostics(await fresh.open(files.at("Rnn.cs"), editor.text(uri))), await editor.diagnostics(uri));
    assert.equal(await fresh.stop(), 0);
    const [action] = await editor.actions(uri, (await editor.diagnostics(uri))[0].range);
    assert.ok(await editor.apply(action.edit));
    assert.deepEqual(await editor.diagnostics(uri), []);
  })(context);
});

test("a file that is deleted while it is probed leaves nothing behind", async context => {
  const files = folder({ "Matrix.cs": products, "Rnn.cs": rnn({ back: "Matrix.Times(W, d)" }) });
  context.after(files.remove);
  await withEditor({ folders: [files.path] }, async editor => {
    const uri = await editor.open(files.at("Rnn.cs"));
    for (const name of ["Matrix.cs", "Rnn.cs"]) {
      rmSync(files.at(name));
      await editor.notice(files.at(name), protocol.FileChangeType.Deleted);
    }

    // The buffer counts as long as it is open.
    await editor.until(() => editor.published.has(uri), "an answer");
    await editor.rests();
    assert.deepEqual(await editor.diagnostics(uri), []);
    assert.equal((await editor.pull(uri)).kind, "full");
    await editor.close(uri);
    await editor.rests();
    assert.equal((await editor.pull(uri)).items.length, 0);
    assert.equal(await editor.ask(protocol.HoverRequest, { textDocument: { uri }, position: { line: 0, character: 0 } }), null);
  })(context);
});

test("a request that is cancelled is answered as cancelled, and the server goes on", withEditor({}, async editor => {
  const uri = await editor.open(sample("SeedRnn/SeedRnnTransposed.cs"));
  const cancellation = new protocol.CancellationTokenSource();
  const all = { start: { line: 0, character: 0 }, end: { line: 1_000, character: 0 } };
  const asked = editor.connection.sendRequest(protocol.CodeActionRequest.type, { textDocument: { uri }, range: all, context: { diagnostics: [], only: ["source.fixAll"] } }, cancellation.token);
  cancellation.cancel();
  await assert.rejects(asked, { code: protocol.LSPErrorCodes.RequestCancelled });
  assert.match((await editor.hover(uri, "W[k, j] * next")).contents.value, /^\*\*Wrong\*\*/);
}));

test("severities of loose files are those of their .editorconfig", async context => {
  const files = folder({ ".editorconfig": "root = true\n[*.cs]\ndotnet_diagnostic.RNN0001.severity = error\n", "Rnn.cs": wrong });
  context.after(files.remove);
  await withEditor({ folders: [files.path] }, async editor => {
    const uri = await editor.open(files.at("Rnn.cs"));
    await editor.until(() => editor.published.get(uri)?.diagnostics[0]?.severity === protocol.DiagnosticSeverity.Error, "the finding as an error");
  })(context);
});
