/**
 * The explain panel: follows the cursor, or stays with one cell while it is pinned. It shows what the server says; mathematics is not done here.
 * The view is not kept while it is hidden. It asks for everything again when it is back, which is why what it shows is remembered here.
 */
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { Cell, ExplainResult, ProbeChoice } from "../protocol";
import { messageOf, withToken } from "./asking";
import { deliver } from "./documents";
import { applyFix, findFix, type FoundFix } from "./fixes";
import { parseViewMessage, parseViewState, type Anchor, type AskedFormula, type DocumentFormat, type HostMessage, type Units, type ViewMessage } from "./messages";
import { Newest } from "./newest";
import { panelPage } from "./page";
import { PlaceMarks, goTo } from "./placeMarks";
import { filesOf, moved, stepsAt } from "./places";
import type { PanelServices } from "./services";

/** How long the cursor, and the keyboard, have to rest before the server is asked, in milliseconds. */
const cursorDelay = 150, editDelay = 300;

/** So many formulas are typeset before the view gets them. */
const formulasAtOnce = 12;

interface Shown {
  id: number;
  cell: Cell;
  /** The cell as text, to compare it. */
  text: string;
  units: Units;
  at: Anchor;
}

export class ExplainPanel implements vscode.Disposable {
  static readonly viewType = "rnnlint.explain";
  private readonly disposables: vscode.Disposable[] = [];
  private readonly marks = new PlaceMarks();
  private readonly explaining = new Newest();
  private readonly probing = new Newest();
  private readonly fixing = new Newest();
  private panel: vscode.WebviewPanel | undefined;
  private at: Anchor | undefined;
  private units: Units = 2;
  private shown: Shown | undefined;
  private emptyReason: string | undefined;
  private fix: FoundFix | undefined;
  private probe: Extract<HostMessage, { kind: "probe" }> | undefined;
  private lastId = 0;
  private isPinned = false;
  private isOutOfDate = false;
  private isStale = false;
  private isBusy = false;

  constructor(private readonly extensionUri: vscode.Uri, private readonly services: PanelServices) {
    this.disposables.push(
      this.marks,
      vscode.window.registerWebviewPanelSerializer(ExplainPanel.viewType, { deserializeWebviewPanel: (panel, state) => this.restore(panel, state) }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.cursorMoved(textEditor)),
      vscode.window.onDidChangeActiveTextEditor((editor) => editor && this.cursorMoved(editor)),
      vscode.window.onDidChangeVisibleTextEditors(() => this.marks.refresh()),
      vscode.workspace.onDidChangeTextDocument((event) => this.edited(event)));
  }

  /** Opens the panel, or shows it again, for the cell at a place: the cursor's where none is given. */
  show(at: Anchor | undefined = cursorOf(vscode.window.activeTextEditor)): void {
    if (this.panel)
      this.panel.reveal(undefined, true);
    else
      this.take(vscode.window.createWebviewPanel(ExplainPanel.viewType, "RnnLint: Explain", { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }, this.options));
    this.isPinned = false;
    this.at = at ?? this.at;
    this.ask(0);
  }

  /** Asks again: the server has looked at the code anew, or was started again. */
  refresh(): void {
    this.ask(0);
  }

  dispose(): void {
    this.panel?.dispose();
    this.cancel();
    for (const disposable of this.disposables)
      disposable.dispose();
  }

  private restore(panel: vscode.WebviewPanel, remembered: unknown): Promise<void> {
    const state = parseViewState(remembered);
    panel.webview.options = this.options;
    this.take(panel);
    if (state) {
      this.at = state.at;
      this.units = state.units;
      this.isPinned = state.isPinned;
    }
    this.ask(0);
    return Promise.resolve();
  }

  private get options(): vscode.WebviewOptions {
    return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(this.extensionUri, "dist")] };
  }

  private take(panel: vscode.WebviewPanel): void {
    this.panel?.dispose();
    this.panel = panel;
    panel.onDidDispose(() => {
      if (this.panel === panel)
        this.closed();
    });
    panel.webview.onDidReceiveMessage((received: unknown) => {
      const message = parseViewMessage(received);
      if (message && this.panel === panel)
        void this.receive(message).catch((error: unknown) => this.say(messageOf(error)));
    });
    const uriOf = (file: string): string => panel.webview.asWebviewUri(vscode.Uri.joinPath(this.extensionUri, "dist", file)).toString();
    panel.webview.html = panelPage({ nonce: randomBytes(16).toString("base64url"), cspSource: panel.webview.cspSource, scriptUri: uriOf("panel.js"), styleUri: uriOf("panel-style.css") });
  }

  private closed(): void {
    this.cancel();
    this.marks.show([]);
    this.panel = this.shown = this.fix = this.probe = this.emptyReason = undefined;
    this.isPinned = this.isOutOfDate = this.isStale = this.isBusy = false;
  }

  private cancel(): void {
    for (const newest of [this.explaining, this.probing, this.fixing])
      newest.cancel();
  }

  private async receive(message: ViewMessage): Promise<void> {
    if ("cell" in message && message.cell !== this.shown?.id)
      return;
    switch (message.kind) {
      case "ready":
        this.sendAll();
        break;
      case "typeset":
        await this.typeset(message.formulas);
        break;
      case "step":
        this.marks.show(message.step === null ? [] : this.shown?.cell.steps[message.step]?.places ?? []);
        break;
      case "goToPlace":
        await goTo(this.shown?.cell.steps[message.step]?.places[message.place]);
        break;
      case "goToFinding":
        await goTo(this.shown?.cell.findings[message.finding]);
        break;
      case "units":
        this.units = message.units;
        this.ask(0);
        break;
      case "probe":
        await this.probeAt(message.choice);
        break;
      case "document":
        await this.copyOrSave(message.format);
        break;
      case "pin":
        this.setPinned(message.isPinned);
        break;
      case "applyFix":
        await this.applyFix();
        break;
    }
  }

  private setPinned(isPinned: boolean): void {
    this.isPinned = isPinned;
    this.sendState();
    const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors.find(isCSharp);
    if (!isPinned && editor)
      this.cursorMoved(editor);
  }

  private cursorMoved(editor: vscode.TextEditor): void {
    if (!this.panel || !isCSharp(editor))
      return;
    this.sendCursor(editor);
    const at = cursorOf(editor);
    if (this.isPinned || !at || (at.uri === this.at?.uri && at.position.line === this.at.position.line && at.position.character === this.at.position.character))
      return;
    this.at = at;
    this.ask(cursorDelay);
  }

  /** Any C# may be what a cell depends on; the server knows, and is asked. What is seen to have changed is marked at once. */
  private edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (!this.panel || !this.at || document.languageId !== "csharp" || contentChanges.length === 0)
      return;
    const uri = document.uri.toString();
    if (this.at.uri === uri)
      this.at = { uri, position: contentChanges.reduce((position, { range, text }) => moved(position, { start: range.start, end: range.end, text }), this.at.position) };
    if (uri === this.shown?.at.uri || (this.shown && filesOf(this.shown.cell).some((file) => vscode.Uri.file(file).toString() === uri))) {
      this.isOutOfDate = true;
      this.marks.show([]);
      this.sendState();
    }
    this.ask(editDelay);
  }

  private ask(delay: number): void {
    const { at, units, panel } = this;
    if (!panel)
      return;
    if (!at) {
      this.showEmpty("Put the cursor into C# code.");
      return;
    }
    this.isBusy = true;
    this.sendState();
    this.explaining.ask(delay, (signal) => withToken(signal, (token) => this.services.server.explain(at, units, token))).then(
      (result) => result && this.answered(at, units, result.answer),
      (error: unknown) => this.failed(messageOf(error)));
  }

  private answered(at: Anchor, units: Units, result: ExplainResult | null): void {
    const cell = result?.explanation.cells[0];
    this.isBusy = this.isOutOfDate = false;
    this.isStale = result?.isStale ?? false;
    if (!cell) {
      this.showEmpty("There is none in this file. Put the cursor into a class that goes forward and back through time.");
      return;
    }
    const text = JSON.stringify(cell), before = this.shown;
    this.emptyReason = undefined;
    if (before?.text === text && before.units === units)
      before.at = at;
    else {
      // Fewer or more units written out are the same code.
      if (before?.cell.type !== cell.type || before.cell.route !== cell.route || before.units === units) {
        this.fix = this.probe = undefined;
        this.probing.cancel();
      }
      this.shown = { id: ++this.lastId, cell, text, units, at };
      this.marks.show([]);
      this.sendCell();
    }
    this.sendState();
    this.lookForFix();
  }

  private failed(reason: string): void {
    this.isBusy = false;
    this.services.log?.(`explain: ${reason}`);
    if (this.shown) {
      this.sendState();
      this.say(reason);
    } else
      this.showEmpty(reason);
  }

  private showEmpty(reason: string): void {
    this.shown = this.fix = this.probe = undefined;
    this.emptyReason = reason;
    this.isBusy = this.isOutOfDate = this.isStale = false;
    this.marks.show([]);
    this.fixing.cancel();
    this.probing.cancel();
    this.post({ kind: "empty", reason });
    this.sendState();
  }

  private lookForFix(): void {
    const { shown } = this;
    if (!shown || this.isStale) {
      this.setFix(undefined);
      return;
    }
    this.fixing.ask(0, (signal) => withToken(signal, (token) => findFix(shown.cell, this.services.findFix, token))).then(
      (found) => found && this.setFix(found.answer),
      (error: unknown) => {
        this.services.log?.(`fix: ${messageOf(error)}`);
        this.setFix(undefined);
      });
  }

  private setFix(fix: FoundFix | undefined): void {
    const isSame = JSON.stringify(fix?.shown) === JSON.stringify(this.fix?.shown);
    this.fix = fix;
    if (!isSame)
      this.post({ kind: "fix", fix: fix?.shown ?? null });
  }

  private async applyFix(): Promise<void> {
    if (!this.fix)
      return;
    if (this.isOutOfDate || this.isBusy) {
      this.say("The code has changed since. The fix is looked for again.");
      return;
    }
    const { title } = this.fix.shown;
    this.say(await applyFix(this.fix) ? `Done: ${title}` : "The editor did not take the change.");
  }

  private async probeAt(choice: ProbeChoice): Promise<void> {
    const { shown } = this;
    if (!shown)
      return;
    try {
      const result = await this.probing.ask(0, (signal) => withToken(signal, (token) => this.services.server.probe(shown.at, choice, token)));
      if (result)
        this.probe = { kind: "probe", choice, result: result.answer, error: null };
      else
        return;
    } catch (error) {
      this.probe = { kind: "probe", choice, result: null, error: messageOf(error) };
    }
    this.post(this.probe);
  }

  private async copyOrSave(format: DocumentFormat): Promise<void> {
    const { shown } = this;
    if (!shown)
      return;
    if (this.isOutOfDate || this.isStale) {
      this.say("The code has changed since: once it is whole again, and was looked at.");
      return;
    }
    const document = await this.services.server.document(shown.at, shown.units, format);
    const done = document ? await deliver(document.text, format, shown.cell, shown.at) : "There is no cell there any more.";
    if (done !== undefined)
      this.say(done);
  }

  private async typeset(formulas: readonly AskedFormula[]): Promise<void> {
    for (let i = 0; i < formulas.length; i += formulasAtOnce)
      this.post({ kind: "formulas", formulas: await Promise.all(formulas.slice(i, i + formulasAtOnce).map(async ({ latex, display }) => ({
        latex, display, image: await this.services.formulas.typeset(latex, display).catch(() => undefined) ?? null,
      }))) });
  }

  private sendAll(): void {
    if (this.emptyReason !== undefined)
      this.post({ kind: "empty", reason: this.emptyReason });
    this.sendCell();
    this.sendState();
  }

  private sendCell(): void {
    if (!this.shown)
      return;
    const { id, cell, units, at } = this.shown;
    this.post({ kind: "cell", id, cell, units, at });
    if (this.fix)
      this.post({ kind: "fix", fix: this.fix.shown });
    if (this.probe)
      this.post(this.probe);
    const editor = vscode.window.visibleTextEditors.find((one) => one.document.uri.toString() === at.uri);
    if (editor)
      this.sendCursor(editor);
  }

  private sendCursor({ document, selection }: vscode.TextEditor): void {
    if (!this.shown)
      return;
    const uri = document.uri.toString();
    this.post({ kind: "cursor", steps: stepsAt(this.shown.cell, (file) => vscode.Uri.file(file).toString() === uri, selection.active) });
  }

  private sendState(): void {
    const { isPinned, isOutOfDate, isStale, isBusy } = this;
    this.post({ kind: "state", isPinned, isOutOfDate, isStale, isBusy });
  }

  private say(text: string): void {
    this.post({ kind: "said", text });
  }

  private post(message: HostMessage): void {
    void this.panel?.webview.postMessage(message);
  }
}

function cursorOf(editor: vscode.TextEditor | undefined): Anchor | undefined {
  if (!editor || !isCSharp(editor))
    return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}

function isCSharp({ document }: vscode.TextEditor): boolean {
  return document.languageId === "csharp" && document.uri.scheme === "file";
}
