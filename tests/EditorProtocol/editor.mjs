// An editor without a screen: the protocol library of Visual Studio Code, and the server in a process of its own.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { after } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import protocol from "vscode-languageserver-protocol/node.js";
import { TextDocument } from "vscode-languageserver-textdocument";

const PATIENCE = 120_000;
const DEFAULTS = { debounce: 20, diagnostics: "auto", showHidden: false, codeLens: true, inlayHints: false };
const CONTENT_MODIFIED = -32801, SERVER_CANCELLED = -32802;

export const root = fileURLToPath(new URL("../..", import.meta.url));
const server = process.env.RNNLINT_SERVER ?? join(root, "src/LanguageServer/bin/Release/net10.0/rnnlint-server.dll");

export const sample = name => join(root, "samples", name);
export const uriOf = path => pathToFileURL(path).href;

export class Editor {
  published = new Map();
  publications = [];
  statuses = [];
  progress = [];
  messages = [];
  registered = [];
  refreshes = [];
  applied = [];
  #open = new Map();
  #watchers = new Set();
  #version = 0;

  /**
   * @param options folders; trusted; pulls: asks for diagnostics and is not told of them; encoding; markdown; settings: the section rnnlint; formulas: typesets them
   */
  static async start({ folders = [], trusted = false, pulls = false, encoding = "utf-16", markdown = true, settings = {}, appliesEdits = true, formulas = false } = {}) {
    const editor = new Editor();
    editor.encoding = encoding;
    editor.settings = { ...DEFAULTS, ...settings };
    editor.process = spawn("dotnet", [server, "--stdio", `--clientProcessId=${process.pid}`], { stdio: ["pipe", "pipe", "inherit"] });
    editor.exit = new Promise(resolve => editor.process.once("exit", resolve));
    const connection = editor.connection = protocol.createProtocolConnection(new protocol.StreamMessageReader(editor.process.stdout), new protocol.StreamMessageWriter(editor.process.stdin));
    editor.#listen(connection);
    connection.listen();
    editor.initialized = await connection.sendRequest(protocol.InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: folders.map(folder => ({ uri: uriOf(folder), name: basename(folder) })),
      initializationOptions: { trusted, status: true, formulas },
      capabilities: {
        general: { positionEncodings: [encoding, "utf-16"] },
        window: { workDoneProgress: true },
        textDocument: {
          synchronization: { didSave: true },
          hover: { contentFormat: markdown ? ["markdown", "plaintext"] : ["plaintext"] },
          publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true, dataSupport: true },
          codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source.fixAll"] } }, isPreferredSupport: true },
          ...(pulls ? { diagnostic: { dynamicRegistration: false } } : {}),
        },
        workspace: {
          applyEdit: appliesEdits,
          workspaceEdit: { documentChanges: true },
          configuration: true,
          workspaceFolders: true,
          didChangeWatchedFiles: { dynamicRegistration: true },
          didChangeConfiguration: { dynamicRegistration: true },
          diagnostics: { refreshSupport: true },
          codeLens: { refreshSupport: true },
          inlayHint: { refreshSupport: true },
        },
      },
    });
    await connection.sendNotification(protocol.InitializedNotification.type, {});
    return editor;
  }

  #listen(connection) {
    const keep = list => value => { list.push(value); this.#told(); };
    connection.onNotification(protocol.PublishDiagnosticsNotification.type, told => { this.publications.push(told); this.published.set(told.uri, told); this.#told(); });
    connection.onNotification("rnnlint/status", keep(this.statuses));
    connection.onNotification(protocol.ShowMessageNotification.type, keep(this.messages));
    connection.onNotification(protocol.LogMessageNotification.type, told => console.error(told.message));
    connection.onRequest(protocol.WorkDoneProgressCreateRequest.type, ({ token }) => { connection.onProgress(protocol.WorkDoneProgress.type, token, keep(this.progress)); });
    connection.onRequest(protocol.ConfigurationRequest.type, ({ items }) => items.map(item => item.section === "rnnlint" ? this.settings : null));
    connection.onRequest(protocol.RegistrationRequest.type, ({ registrations }) => { this.registered.push(...registrations); this.#told(); });
    for (const type of [protocol.DiagnosticRefreshRequest, protocol.CodeLensRefreshRequest, protocol.InlayHintRefreshRequest])
      connection.onRequest(type.type, () => { keep(this.refreshes)(type.type.method); });
    connection.onRequest(protocol.ApplyWorkspaceEditRequest.type, async ({ label, edit }) => {
      keep(this.applied)(label);
      return { applied: await this.apply(edit) };
    });
  }

  /** Waits until something holds, which is looked at whenever the server has said something. */
  async until(holds, what) {
    if (holds())
      return;
    let watcher, patience;
    try {
      await new Promise((resolve, reject) => {
        watcher = () => { if (holds()) resolve(); };
        patience = setTimeout(() => reject(new Error(`waited in vain for ${what}`)), PATIENCE);
        this.#watchers.add(watcher);
      });
    } finally {
      clearTimeout(patience);
      this.#watchers.delete(watcher);
    }
  }

  /** Asks until something holds. */
  async eventually(holds, what) {
    for (const end = Date.now() + PATIENCE; !await holds(); await new Promise(resolve => setTimeout(resolve, 20)))
      assert.ok(Date.now() < end, `waited in vain for ${what}`);
  }

  #told() {
    for (const watcher of [...this.#watchers])
      watcher();
  }

  rests() {
    return this.until(() => this.statuses.at(-1)?.state === "idle", "rest");
  }

  /** Asks again, as editors do, where the code changed under the question. */
  async ask(type, parameters) {
    while (true) {
      try {
        return await this.connection.sendRequest(type.type, parameters);
      } catch (failure) {
        if (failure.code !== CONTENT_MODIFIED && failure.code !== SERVER_CANCELLED)
          throw failure;
      }
    }
  }

  async open(path, text = readFileSync(path, "utf8")) {
    const uri = uriOf(path), version = ++this.#version;
    this.#open.set(uri, TextDocument.create(uri, "csharp", version, text));
    await this.connection.sendNotification(protocol.DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId: "csharp", version, text } });
    return uri;
  }

  async closeAll() {
    for (const uri of [...this.#open.keys()])
      await this.close(uri);
  }

  async close(uri) {
    this.#open.delete(uri);
    await this.connection.sendNotification(protocol.DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  text(uri) {
    return this.#open.get(uri).getText();
  }

  version(uri) {
    return this.#open.get(uri).version;
  }

  /** Puts other text in the place of the first that is such. */
  async replace(uri, old, text) {
    const at = this.text(uri).indexOf(old);
    assert.notEqual(at, -1, `there is no ${JSON.stringify(old)} in ${uri}`);
    await this.change(uri, [{ start: at, end: at + old.length, text }]);
  }

  /** Changes by offsets, each in the text that those before it have left. */
  async change(uri, changes) {
    const document = this.#open.get(uri), version = ++this.#version, contentChanges = [];
    for (const { start, end, text } of changes) {
      contentChanges.push({ range: { start: this.#sent(document, start), end: this.#sent(document, end) }, text });
      TextDocument.update(document, [{ range: { start: document.positionAt(start), end: document.positionAt(end) }, text }], version);
    }
    await this.connection.sendNotification(protocol.DidChangeTextDocumentNotification.type, { textDocument: { uri, version }, contentChanges });
  }

  /** A position as it goes to the server. Counted from the text of the line, not by the library, whose unit is UTF-16. */
  #sent(document, offset) {
    const { line, character } = document.positionAt(offset);
    return { line, character: this.encoding === "utf-8" ? Buffer.byteLength(document.getText({ start: { line, character: 0 }, end: { line, character } })) : character };
  }

  #offset(document, { line, character }) {
    if (this.encoding !== "utf-8")
      return document.offsetAt({ line, character });
    const start = document.offsetAt({ line, character: 0 });
    const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
    return start + Buffer.from(text).subarray(0, character).toString().length;
  }

  /** The first place of a text in a document, some characters on. */
  positionOf(uri, text, on = 0) {
    const at = this.text(uri).indexOf(text);
    assert.notEqual(at, -1, `there is no ${JSON.stringify(text)} in ${uri}`);
    return this.#sent(this.#open.get(uri), at + on);
  }

  /** The text of a range that the server named. */
  at(uri, range) {
    const document = this.#open.get(uri);
    return document.getText().slice(this.#offset(document, range.start), this.#offset(document, range.end));
  }

  /** What the editor was told of a document as it is now. */
  async diagnostics(uri) {
    await this.until(() => this.published.has(uri) && (!this.#open.has(uri) || this.published.get(uri).version === this.version(uri)), `diagnostics of ${uri}`);
    return this.published.get(uri).diagnostics;
  }

  hover(uri, text, on = 0) {
    return this.ask(protocol.HoverRequest, { textDocument: { uri }, position: this.positionOf(uri, text, on) });
  }

  lenses(uri) {
    return this.ask(protocol.CodeLensRequest, { textDocument: { uri } });
  }

  hints(uri) {
    return this.ask(protocol.InlayHintRequest, { textDocument: { uri }, range: { start: { line: 0, character: 0 }, end: { line: 100_000, character: 0 } } });
  }

  pull(uri, previousResultId) {
    return this.ask(protocol.DocumentDiagnosticRequest, { textDocument: { uri }, previousResultId });
  }

  pullAll(previousResultIds = []) {
    return this.ask(protocol.WorkspaceDiagnosticRequest, { previousResultIds });
  }

  actions(uri, range, only) {
    return this.ask(protocol.CodeActionRequest, { textDocument: { uri }, range, context: { diagnostics: [], only } });
  }

  execute(command, ...args) {
    return this.ask(protocol.ExecuteCommandRequest, { command, arguments: args });
  }

  /** Takes over an edit, in what is open and on disk. An edit of another version is refused. */
  async apply({ documentChanges }) {
    if (documentChanges.some(({ textDocument: { uri, version } }) => version != null && version !== this.#open.get(uri)?.version))
      return false;
    for (const { textDocument: { uri }, edits } of documentChanges) {
      const isOpen = this.#open.has(uri);
      const document = isOpen ? this.#open.get(uri) : TextDocument.create(uri, "csharp", 0, readFileSync(fileURLToPath(uri), "utf8"));
      const changes = edits.map(edit => ({ start: this.#offset(document, edit.range.start), end: this.#offset(document, edit.range.end), text: edit.newText })).sort((one, other) => other.start - one.start);
      if (isOpen) {
        await this.change(uri, changes);
        continue;
      }
      writeFileSync(fileURLToPath(uri), changes.reduce((text, change) => text.slice(0, change.start) + change.text + text.slice(change.end), document.getText()));
      await this.notice(fileURLToPath(uri), protocol.FileChangeType.Changed);
    }
    return true;
  }

  /** Tells of a file that changed on disk. */
  notice(path, type) {
    return this.connection.sendNotification(protocol.DidChangeWatchedFilesNotification.type, { changes: [{ uri: uriOf(path), type }] });
  }

  /** Changes settings; comes back when the server wants to be asked again for everything. */
  async configure(settings) {
    await this.until(() => this.refreshes.at(-1) === "workspace/inlayHint/refresh", "the wish to be asked");
    this.refreshes.length = 0;
    this.settings = { ...this.settings, ...settings };
    await this.connection.sendNotification(protocol.DidChangeConfigurationNotification.type, { settings: null });
    await this.until(() => this.refreshes.at(-1) === "workspace/inlayHint/refresh", "the wish to be asked again");
    assert.deepEqual(this.refreshes, ["workspace/diagnostic/refresh", "workspace/codeLens/refresh", "workspace/inlayHint/refresh"]);
  }

  /** Says goodbye; the exit code of the server. */
  async stop() {
    await this.connection.sendRequest(protocol.ShutdownRequest.type);
    await this.connection.sendNotification(protocol.ExitNotification.type);
    const code = await this.exit;
    this.connection.dispose();
    return code;
  }
}

/** One editor for tests that leave nothing behind but settings and open documents. */
export function sharedEditor() {
  let started;
  after(async () => {
    if (started)
      assert.equal(await (await started).stop(), 0);
  });
  return body => async context => {
    const editor = await (started ??= Editor.start());
    try {
      await body(editor, context);
      await editor.closeAll();
      if (Object.entries(DEFAULTS).some(([name, value]) => editor.settings[name] !== value))
        await editor.configure(DEFAULTS);
    } catch (failure) {
      started = undefined;
      editor.process.kill();
      throw failure;
    }
  };
}

/** Runs a test with an editor that is stopped afterwards, and whose server has to end well. */
export const withEditor = (options, body) => async context => {
  const editor = await Editor.start(typeof options === "function" ? options() : options);
  try {
    await body(editor, context);
  } catch (failure) {
    editor.process.kill();
    throw failure;
  }
  assert.equal(await editor.stop(), 0);
};

export { protocol };
