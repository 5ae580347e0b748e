// Folders: a solution through MSBuild, files as they are, and what changes on disk.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { protocol, uriOf, withEditor } from "./editor.mjs";
import { products, rnn, solution } from "./code.mjs";

const { FileChangeType } = protocol;
const swapped = ["y[j] += a[i, j] * x[i];", "y[i] += a[i, j] * x[j];"];

/** A test in a folder of its own. */
const inSolution = (options, files, body) => async context => {
  const folder = solution(files);
  context.after(folder.remove);
  if (options.restored)
    execFileSync("dotnet", ["restore", "Both.slnx"], { cwd: folder.path, stdio: "ignore" });
  await withEditor({ folders: [folder.path], ...options }, editor => body(editor, folder))(context);
};

test("a solution of a trusted workspace is loaded through MSBuild, with progress", inSolution({ trusted: true, restored: true }, {}, async (editor, folder) => {
  const uri = await editor.open(folder.at("App/Rnn.cs"));
  await editor.until(() => editor.progress.some(step => step.kind === "end"), "the solution");
  assert.deepEqual(editor.progress.map(step => step.kind), ["begin", "report", "end"]);
  assert.match(editor.progress[0].title, /^RnnLint: reading /);
  assert.equal(editor.progress[1].message, "Both.slnx");
  assert.deepEqual(editor.messages, []);
  assert.deepEqual(await editor.diagnostics(uri), []);
  assert.match((await editor.lenses(uri))[0].command.title, /verified/);

  // A mistake in a buffer of the one project shows in the other, until it is closed.
  const matrix = await editor.open(folder.at("Lib/Matrix.cs"));
  await editor.replace(matrix, ...swapped);
  await editor.until(() => editor.published.get(uri).diagnostics[0]?.code === "RNN0001", "the finding");
  assert.equal(editor.published.get(uri).version, editor.version(uri));
  await editor.close(matrix);
  await editor.until(() => editor.published.get(uri).diagnostics.length === 0, "the text on disk");

  // Severities are the project's; an edited build file has it loaded again.
  await editor.replace(uri, "Matrix.TransposedTimes(W, d)", "Matrix.Times(W, d)");
  assert.equal((await editor.diagnostics(uri))[0].severity, protocol.DiagnosticSeverity.Warning);
  writeFileSync(folder.at(".editorconfig"), "root = true\n[*.cs]\ndotnet_diagnostic.RNN0001.severity = error\n");
  await editor.notice(folder.at(".editorconfig"), FileChangeType.Created);
  await editor.until(() => editor.published.get(uri).diagnostics[0]?.severity === protocol.DiagnosticSeverity.Error, "the project's severity");
  assert.equal(editor.progress.filter(step => step.kind === "end").length, 2);
}));

test("projects that refer to the analyzer's package are left to the compiler", inSolution({ trusted: true, restored: true }, {
  "App/App.csproj": `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup>
    <ProjectReference Include="../Lib/Lib.csproj" />
    <Analyzer Include="${new URL("../../src/Analyzer/bin/Release/netstandard2.0/RnnLint.Analyzer.dll", import.meta.url).pathname}" />
  </ItemGroup>
</Project>
`,
  "App/Rnn.cs": rnn({ back: "Matrix.Times(W, d)" }),
}, async (editor, folder) => {
  const uri = await editor.open(folder.at("App/Rnn.cs"));
  await editor.until(() => editor.progress.some(step => step.kind === "end"), "the solution");
  assert.deepEqual(await editor.diagnostics(uri), []);
  assert.match((await editor.lenses(uri))[0].command.title, /W is transposed/);

  await editor.configure({ diagnostics: "always" });
  await editor.until(() => editor.published.get(uri).diagnostics[0]?.code === "RNN0001", "the finding");
  await editor.configure({ diagnostics: "never" });
  await editor.until(() => editor.published.get(uri).diagnostics.length === 0, "silence");
}));

test("without trust no build file is evaluated, and files are read as they are", inSolution({}, { "App/Rnn.cs": rnn({ back: "Matrix.Times(W, d)" }) }, async (editor, folder) => {
  const uri = await editor.open(folder.at("App/Rnn.cs"));
  await editor.until(() => editor.published.get(uri)?.diagnostics[0]?.code === "RNN0001", "the finding");
  assert.ok(editor.progress.every(step => step.kind !== "report"));
}));

test("what cannot be loaded is said, and its files are read as they are", inSolution({ trusted: true }, { "Both.slnx": '<Solution><Project Path="Nowhere.csproj" /></Solution>' }, async (editor, folder) => {
  const uri = await editor.open(folder.at("App/Rnn.cs"));
  await editor.until(() => editor.messages.length > 0, "a word");
  assert.equal(editor.messages[0].type, protocol.MessageType.Warning);
  assert.match(editor.messages[0].message, /could not be loaded.*The files are read as they are\.$/s);
  await editor.rests();
  assert.match((await editor.lenses(uri))[0].command.title, /verified/);
}));

test("files that change, go and come on disk are followed", inSolution({}, {}, async (editor, folder) => {
  const uri = await editor.open(folder.at("App/Rnn.cs")), matrix = folder.at("Lib/Matrix.cs");
  assert.deepEqual(await editor.diagnostics(uri), []);
  await editor.until(() => editor.registered.some(registered => registered.method === "workspace/didChangeWatchedFiles"), "a wish to be told");
  assert.ok(editor.registered.find(registered => registered.method === "workspace/didChangeWatchedFiles").registerOptions.watchers.some(watcher => watcher.globPattern.includes("csproj")));

  writeFileSync(matrix, products.replace(...swapped));
  await editor.notice(matrix, FileChangeType.Changed);
  await editor.until(() => editor.published.get(uri).diagnostics[0]?.code === "RNN0001", "the changed file");
  rmSync(matrix);
  await editor.notice(matrix, FileChangeType.Deleted);
  await editor.until(() => editor.published.get(uri).diagnostics.length === 0, "the file's going");
  writeFileSync(matrix, products.replace(...swapped));
  await editor.notice(matrix, FileChangeType.Created);
  await editor.until(() => editor.published.get(uri).diagnostics[0]?.code === "RNN0001", "the new file");
}));

test("what is asked right after a file changed on disk is answered with what it holds now", inSolution({ pulls: true }, {}, async (editor, folder) => {
  const uri = await editor.open(folder.at("App/Rnn.cs")), matrix = folder.at("Lib/Matrix.cs");
  await editor.rests();
  for (let i = 0; i < 10; i++)
    for (const [text, codes] of [[products.replace(...swapped), ["RNN0001"]], [products, []]]) {
      writeFileSync(matrix, text);
      await editor.notice(matrix, FileChangeType.Changed);
      assert.deepEqual((await editor.pull(uri)).items.map(item => item.code), codes);
    }
}));

test("nothing is told of a file before its folder was read", inSolution({ trusted: true, restored: true }, { "App/Rnn.cs": rnn({ back: "Matrix.Times(W, d)" }) }, async (editor, folder) => {
  const uri = await editor.open(folder.at("App/Rnn.cs"));
  await editor.until(() => editor.progress.some(step => step.kind === "end"), "the solution");
  assert.match((await editor.lenses(uri))[0].command.title, /transposed/);
  await editor.until(() => editor.published.has(uri), "the finding");
  assert.deepEqual(editor.publications.map(told => told.diagnostics.map(diagnostic => diagnostic.code)), [["RNN0001"]]);
}));

test("folders come and go", async context => {
  const one = solution({}), other = solution({ "App/Rnn.cs": rnn({ back: "Matrix.Times(W, d)" }) });
  context.after(one.remove);
  context.after(other.remove);
  await withEditor({ folders: [one.path], pulls: true }, async editor => {
    await editor.rests();
    const found = async () => (await editor.pullAll()).items.filter(item => item.items.length > 0).map(item => item.uri);
    assert.deepEqual(await found(), []);
    const added = { uri: uriOf(other.path), name: "other" };
    const change = (added, removed) => editor.connection.sendNotification(protocol.DidChangeWorkspaceFoldersNotification.type, { event: { added, removed } });

    await change([added], []);
    await editor.eventually(async () => (await found()).join() === uriOf(other.at("App/Rnn.cs")), "the new folder's finding");
    await change([], [added]);
    assert.deepEqual(await found(), []);
  })(context);
});

test("an unsaved buffer counts, not the file", inSolution({}, {}, async (editor, folder) => {
  const uri = await editor.open(folder.at("App/Rnn.cs"), rnn({ back: "Matrix.Times(W, d)" }));
  await editor.until(() => editor.published.get(uri)?.diagnostics.length === 1, "the finding");
  assert.equal(readFileSync(folder.at("App/Rnn.cs"), "utf8"), rnn());
}));
