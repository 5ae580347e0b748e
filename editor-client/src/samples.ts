import * as vscode from "vscode";

/** Wrong code to look at, by what it shows. Copied into the package from the repository's samples (package.mjs). */
const SAMPLES: readonly { file: string; label: string }[] = [
  { file: "SeedRnnTransposed.cs", label: "Back-propagation through time, over jagged arrays" },
  { file: "SeedJacobianAsPrinted.cs", label: "A Jacobian, as it is often printed" },
  { file: "CharacterRnnTransposed.cs", label: "A character-level network, both passes in one method" },
  { file: "MathNetColumnTransposed.cs", label: "MathNet.Numerics, states as columns" },
  { file: "FlatTransposed.cs", label: "A matrix in a flat array" },
  { file: "BatchRnnTransposed.cs", label: "Many sequences at once" },
  { file: "SigmaMissing.cs", label: "The slope of the activation missing" },
];

/** Opens a copy of a sample, which its reader may change. */
export async function openSample(extension: vscode.Uri, storage: vscode.Uri): Promise<void> {
  const chosen = await vscode.window.showQuickPick(SAMPLES.map(({ file, label }) => ({ label, description: file, file })), { title: "RnnLint: Open a Sample" });
  if (chosen === undefined)
    return;
  const copy = vscode.Uri.joinPath(storage, "samples", chosen.file);
  if (!vscode.workspace.textDocuments.some(document => document.uri.toString() === copy.toString()))
    await vscode.workspace.fs.copy(vscode.Uri.joinPath(extension, "samples", chosen.file), copy, { overwrite: true });
  await vscode.window.showTextDocument(copy, { preview: false });
}
