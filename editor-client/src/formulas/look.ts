import * as vscode from "vscode";
import type { HoverText } from "./hover";
import type { Look } from "./image";

/** Of the text in VS Code's hovers, which no extension can ask for: what its own themes have. */
const Colors: Record<vscode.ColorThemeKind, string> = {
  [vscode.ColorThemeKind.Light]: "#3b3b3b",
  [vscode.ColorThemeKind.Dark]: "#cccccc",
  [vscode.ColorThemeKind.HighContrast]: "#ffffff",
  [vscode.ColorThemeKind.HighContrastLight]: "#292929",
};

/** Of a hover over this document, as things are now. */
export function currentLook(document?: vscode.TextDocument): Look {
  const size = vscode.workspace.getConfiguration("editor", document).get<number>("fontSize", 14);
  return { color: Colors[vscode.window.activeColorTheme.kind], fontSize: Math.min(Math.max(size, 6), 100) };
}

/** Not trusted: no link in it can run a command. */
export function asMarkdown({ value, supportHtml }: HoverText): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(value);
  markdown.isTrusted = false;
  markdown.supportHtml = supportHtml;
  return markdown;
}
