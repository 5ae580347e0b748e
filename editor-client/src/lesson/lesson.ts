import * as vscode from "vscode";
import { findings } from "../findings/findings";
import type { ExplainResult } from "../protocol";
import { ANSWERS, exchange, QUESTION, RIGHT, WRONG } from "./exercise";

/** What the walkthrough's steps wait for: contexts that are set when a reader has done it. */
type Done = "opened" | "predicted" | "derived" | "broken" | "fixed";

/** The walkthrough "Where does the transpose come from?": its sample, its commands, and the contexts that complete its steps. */
export class Lesson implements vscode.Disposable {
  readonly #watch = vscode.Disposable.from(vscode.languages.onDidChangeDiagnostics(event => void this.#look(event.uris).catch(() => undefined)));
  readonly #file: vscode.Uri;
  #isBroken = false;

  /**
   * @param sample The code as it comes with the extension.
   * @param storage Where the reader's copy is put.
   * @param explain What the server says of a file's cell as it is now; null where there is none.
   */
  constructor(private readonly sample: vscode.Uri, storage: vscode.Uri, private readonly explain: (file: vscode.Uri) => Promise<ExplainResult | null>) {
    this.#file = vscode.Uri.joinPath(storage, "Lesson.cs");
  }

  /** A fresh copy of the sample. */
  async open(): Promise<void> {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(this.sample));
    const opened = vscode.workspace.textDocuments.find(document => document.uri.toString() === this.#file.toString());
    if (opened === undefined) {
      await vscode.workspace.fs.writeFile(this.#file, new TextEncoder().encode(text));
    } else if (opened.getText() !== text) {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(opened.uri, new vscode.Range(0, 0, opened.lineCount, 0), text);
      await vscode.workspace.applyEdit(edit);
      await opened.save();
    }
    this.#isBroken = false;
    await this.#show();
    await done("opened");
  }

  /** Asks until the answer is right, or the reader goes away. */
  async predict(): Promise<void> {
    for (;;) {
      const chosen = await vscode.window.showQuickPick(ANSWERS.map(answer => ({ label: answer.label, answer })), { title: QUESTION, placeHolder: "W[j, k] leads from unit k to unit j. Choose the sum.", ignoreFocusOut: true });
      if (chosen === undefined)
        return;
      const { isRight, reason } = chosen.answer;
      const again = "Try Again";
      if (isRight) {
        void vscode.window.showInformationMessage(`Right. ${reason}`);
        await done("predicted");
        return;
      }
      if (await vscode.window.showWarningMessage(`Not that one. ${reason}`, again) !== again)
        return;
    }
  }

  /** Shows the derivation of the lesson's cell. */
  async derive(): Promise<void> {
    const editor = await this.#show();
    this.#select(editor, RIGHT, WRONG);
    await vscode.commands.executeCommand("rnnlint.explainHere");
    if (await this.explain(this.#file) !== null)
      await done("derived");
  }

  /** Transposes the matrix in the backward pass, as a reader might. */
  async break(): Promise<void> {
    const editor = await this.#show();
    const change = exchange(editor.document.getText(), RIGHT, WRONG);
    if (change === undefined) {
      this.#select(editor, WRONG);
      void vscode.window.showInformationMessage(`The code has no "${RIGHT}" any more. Open the lesson's code anew, or exchange the indices by hand.`);
      return;
    }
    const start = editor.document.positionAt(change.start);
    await editor.edit(edit => edit.replace(new vscode.Range(start, editor.document.positionAt(change.start + change.length)), change.text));
    editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** Applies the fix, from the walkthrough too, where no code is in front. */
  async fix(): Promise<void> {
    await this.#show();
    await vscode.commands.executeCommand("rnnlint.applyFix");
  }

  dispose(): void {
    this.#watch.dispose();
  }

  /** However the reader broke it, and however it was set right: what counts is what RnnLint finds. */
  async #look(uris: readonly vscode.Uri[]): Promise<void> {
    if (!uris.some(uri => uri.toString() === this.#file.toString()))
      return;
    if (findings(this.#file).length > 0) {
      this.#isBroken = true;
      await done("broken");
    } else if (this.#isBroken && isVerified(await this.explain(this.#file))) {
      this.#isBroken = false;
      await done("fixed");
    }
  }

  async #show(): Promise<vscode.TextEditor> {
    try {
      await vscode.workspace.fs.stat(this.#file);
    } catch {
      await vscode.workspace.fs.writeFile(this.#file, await vscode.workspace.fs.readFile(this.sample));
    }
    return vscode.window.showTextDocument(this.#file, { preview: false, viewColumn: vscode.ViewColumn.One });
  }

  #select(editor: vscode.TextEditor, ...texts: string[]): void {
    const found = texts.map(text => editor.document.getText().indexOf(text)).find(index => index >= 0);
    if (found === undefined)
      return;
    const at = editor.document.positionAt(found);
    editor.selection = new vscode.Selection(at, at);
    editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

/** That nothing is found in it may also be because it is half typed. */
function isVerified(result: ExplainResult | null): boolean {
  return result !== null && !result.isStale && result.explanation.cells.length > 0 && result.explanation.cells.every(cell => cell.findings.every(finding => finding.verdict === "Verified"));
}

async function done(what: Done): Promise<void> {
  await vscode.commands.executeCommand("setContext", `rnnlint.lesson.${what}`, true);
}
