/** The verified fix of a cell, as the panel shows it. */
import * as vscode from "vscode";
import type { Cell } from "../protocol";
import { fixDiff } from "./fixDiff";
import type { Fix } from "./messages";
import { isWhole, rangeOf } from "./placeMarks";
import type { FixSource } from "./services";

const right = ["Verified", "HarmlessTranspose", "NotProbed"];

export interface FoundFix {
  shown: Fix;
  action: vscode.CodeAction;
}

/** Of the first finding that has one. */
export async function findFix(cell: Cell, source: FixSource, cancellation: vscode.CancellationToken): Promise<FoundFix | undefined> {
  for (const finding of cell.findings) {
    if (right.includes(finding.verdict) || !isWhole(finding))
      continue;
    const action = await source(vscode.Uri.file(finding.file), rangeOf(finding), cancellation);
    if (action?.edit)
      return { action, shown: { title: action.title, files: await diffsOf(action.edit) } };
  }
  return undefined;
}

async function diffsOf(edit: vscode.WorkspaceEdit): Promise<Fix["files"]> {
  return Promise.all(edit.entries().map(async ([uri, edits]) => {
    const document = await vscode.workspace.openTextDocument(uri);
    const diff = fixDiff(document.getText(), edits.map(({ range, newText }) => ({ start: document.offsetAt(range.start), end: document.offsetAt(range.end), text: newText })));
    return { name: vscode.workspace.asRelativePath(uri), diff };
  }));
}

/** False where the editor did not take it. */
export async function applyFix({ action }: FoundFix): Promise<boolean> {
  if (action.edit && !await vscode.workspace.applyEdit(action.edit))
    return false;
  if (action.command)
    await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments as unknown[] | undefined ?? []));
  return true;
}
