import * as vscode from "vscode";
import { plain } from "../plain";
import { count } from "../statusBar";
import type { Server } from "../server/server";
import { compare, neighbour, type Located } from "./order";

export interface Finding {
  uri: vscode.Uri;
  diagnostic: vscode.Diagnostic;
}

/** What RnnLint says of the code, from the server or from the compiler; hints are none. */
export function findings(uri?: vscode.Uri): Finding[] {
  const all: [vscode.Uri, readonly vscode.Diagnostic[]][] = uri === undefined ? vscode.languages.getDiagnostics() : [[uri, vscode.languages.getDiagnostics(uri)]];
  return all.flatMap(([of, diagnostics]) => diagnostics.filter(isFinding).map(diagnostic => ({ uri: of, diagnostic })));
}

export function isFinding(diagnostic: vscode.Diagnostic): boolean {
  const code = typeof diagnostic.code === "object" ? diagnostic.code.value : diagnostic.code;
  return /^RNN\d{4}$/.test(String(code)) && diagnostic.severity < vscode.DiagnosticSeverity.Hint;
}

/** Goes to the finding after the cursor, or before it. */
export async function goTo(by: 1 | -1): Promise<void> {
  const sorted = findings().map(finding => ({ finding, at: located(finding.uri, finding.diagnostic.range.start) })).sort((a, b) => compare(a.at, b.at));
  const editor = vscode.window.activeTextEditor;
  const index = neighbour(sorted.map(({ at }) => at), editor && located(editor.document.uri, editor.selection.active), by);
  const next = sorted[index]?.finding;
  if (next === undefined) {
    vscode.window.setStatusBarMessage("RnnLint has no findings.", 4000);
    return;
  }
  await vscode.window.showTextDocument(next.uri, { selection: new vscode.Range(next.diagnostic.range.start, next.diagnostic.range.start) });
  vscode.window.setStatusBarMessage(`RnnLint: finding ${index + 1} of ${sorted.length}`, 4000);
}

function located(uri: vscode.Uri, { line, character }: vscode.Position): Located {
  return { file: uri.toString(), line, character };
}

/** What the server answers where code changed before it had looked at it all: ask again (LSP 3.17, ServerCancelled). */
const OVERTAKEN = -32802;

interface Report {
  items: { items?: { severity?: number }[] }[];
}

/** Looks at everything in the workspace, and says what there is. */
export async function checkWorkspace(server: Server): Promise<void> {
  const setting = vscode.workspace.getConfiguration("rnnlint").get<string>("diagnostics", "auto");
  const nothing = vscode.workspace.workspaceFolders === undefined ? "No folder is open that RnnLint could check." : setting === "never" ? "RnnLint reports no findings: rnnlint.diagnostics is never." : undefined;
  if (nothing !== undefined) {
    void vscode.window.showWarningMessage(nothing);
    return;
  }
  const report = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: "RnnLint: checking the workspace", cancellable: true }, async (_, token) => {
    for (;;)
      try {
        return await server.request<Report>("workspace/diagnostic", { previousResultIds: [] }, token);
      } catch (error) {
        if (token.isCancellationRequested)
          return undefined;
        if ((error as { code?: unknown }).code === OVERTAKEN)
          continue;
        void vscode.window.showWarningMessage(plain(error instanceof Error ? error.message : String(error)));
        return undefined;
      }
  });
  if (report === undefined)
    return;
  const files = report.items.map(file => file.items?.filter(item => (item.severity ?? 1) < 4).length ?? 0).filter(found => found > 0);
  const total = files.reduce((sum, found) => sum + found, 0);
  const left = setting === "auto" ? " Projects that refer to the package RnnLint.Analyzers are left to the compiler." : "";
  const show = "Show Problems";
  const choice = total === 0
    ? await vscode.window.showInformationMessage(`RnnLint found nothing wrong.${left}`)
    : await vscode.window.showWarningMessage(`RnnLint: ${count(total)} in ${files.length === 1 ? "1 file" : `${files.length} files`}.${left}`, show);
  if (choice === show)
    await vscode.commands.executeCommand("workbench.actions.view.problems");
}
