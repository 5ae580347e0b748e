/** A derivation as a document: to the clipboard, or to a file. */
import * as vscode from "vscode";
import type { Cell } from "../protocol";
import type { Anchor, DocumentFormat } from "./messages";

/** What was done with it; undefined where the reader thought better of it. */
export async function deliver(text: string, format: DocumentFormat, cell: Cell, at: Anchor): Promise<string | undefined> {
  if (format !== "html") {
    await vscode.env.clipboard.writeText(text);
    return `Copied as ${format === "latex" ? "LaTeX" : "Markdown"}`;
  }
  const name = `${cell.type.replace(/^[^<(]*\./, "").replace(/[^\p{L}\p{N}_-]/gu, "_")}.html`;
  const target = await vscode.window.showSaveDialog({ defaultUri: vscode.Uri.joinPath(vscode.Uri.parse(at.uri), "..", name), filters: { HTML: ["html"] } });
  if (!target)
    return undefined;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  return `Saved ${vscode.workspace.asRelativePath(target)}`;
}
