/** Marks the places of a step in the editors that show them. */
import * as vscode from "vscode";
import type { Place } from "../protocol";
import { spanOf } from "./places";

export class PlaceMarks implements vscode.Disposable {
  private readonly decoration = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor("editor.wordHighlightStrongBackground"),
    border: "1px solid",
    borderColor: new vscode.ThemeColor("editor.wordHighlightStrongBorder"),
    overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.wordHighlightStrongForeground"),
    overviewRulerLane: vscode.OverviewRulerLane.Center,
  });

  private places: readonly Place[] = [];

  show(places: readonly Place[]): void {
    this.places = places;
    this.refresh();
  }

  /** For editors that were opened since. */
  refresh(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const uri = editor.document.uri.toString();
      editor.setDecorations(this.decoration, this.places.filter((place) => vscode.Uri.file(place.file).toString() === uri).map(rangeOf));
    }
  }

  dispose(): void {
    this.decoration.dispose();
  }
}

export function rangeOf(place: Place): vscode.Range {
  const { start, end } = spanOf(place);
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** Shows a place in an editor beside the panel, if there is one. */
export async function goTo(place: Partial<Place> | undefined): Promise<void> {
  if (place && isWhole(place))
    await reveal(place);
}

export function isWhole(place: Partial<Place>): place is Place {
  return place.file !== undefined && place.line !== undefined && place.column !== undefined && place.endLine !== undefined && place.endColumn !== undefined;
}

async function reveal(place: Place): Promise<void> {
  const uri = vscode.Uri.file(place.file), shown = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
  const column = shown?.viewColumn ?? vscode.window.visibleTextEditors.find((editor) => editor.viewColumn !== undefined)?.viewColumn ?? vscode.ViewColumn.One;
  const range = rangeOf(place);
  const editor = await vscode.window.showTextDocument(uri, { viewColumn: column, selection: new vscode.Range(range.start, range.start) });
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
