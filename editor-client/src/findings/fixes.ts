import * as vscode from "vscode";
import type { CodeAction } from "vscode-languageclient/node";
import type { Server } from "../server/server";
import { findings, type Finding } from "./findings";

/** The fix of a finding at a place that was probed again and verified; undefined where there is none. The server is asked itself: what the editor gathers is of all extensions. */
export async function verifiedFix(server: Server, uri: vscode.Uri, range: vscode.Range, token?: vscode.CancellationToken): Promise<vscode.CodeAction | undefined> {
  const asked = { textDocument: { uri: uri.toString() }, range: { start: plain(range.start), end: plain(range.end) }, context: { diagnostics: [], only: [vscode.CodeActionKind.QuickFix.value] } };
  const offered = await server.request<CodeAction[] | null>("textDocument/codeAction", asked, token);
  const preferred = offered?.find(action => action.isPreferred === true && action.edit !== undefined);
  return preferred && await server.client?.protocol2CodeConverter.asCodeAction(preferred, token);
}

/** Applies the fix of the finding at the cursor, or of the nearest one in the file. */
export async function applyFix(server: Server): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined)
    return;
  const line = editor.selection.active.line;
  const near = findings(editor.document.uri).sort((a, b) => distance(a, line) - distance(b, line));
  if (near.length === 0) {
    void vscode.window.showInformationMessage("RnnLint has no finding in this file.");
    return;
  }
  for (const finding of near) {
    const fix = await verifiedFix(server, finding.uri, finding.diagnostic.range);
    if (fix !== undefined) {
      await apply(fix);
      return;
    }
  }
  void vscode.window.showInformationMessage("RnnLint has no fix that it could verify for what is wrong in this file.");
}

async function apply(fix: vscode.CodeAction): Promise<void> {
  const done = fix.edit !== undefined && await vscode.workspace.applyEdit(fix.edit);
  if (done)
    vscode.window.setStatusBarMessage(`RnnLint: ${fix.title}`, 6000);
  else
    void vscode.window.showWarningMessage("The fix could not be applied: the file has changed since.");
}

function distance({ diagnostic: { range } }: Finding, line: number): number {
  return line < range.start.line ? range.start.line - line : Math.max(0, line - range.end.line);
}

function plain({ line, character }: vscode.Position): { line: number; character: number } {
  return { line, character };
}
