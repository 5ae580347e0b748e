/** Questions to the server, in the editor's terms. */
import * as vscode from "vscode";

/** The token is cancelled with the signal. */
export async function withToken<T>(signal: AbortSignal, ask: (token: vscode.CancellationToken) => Promise<T>): Promise<T> {
  const source = new vscode.CancellationTokenSource();
  signal.addEventListener("abort", () => source.cancel());
  try {
    return await ask(source.token);
  } finally {
    source.dispose();
  }
}

/** What the server says begins with the command that said it. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/^(?:Request \S+ failed with message: )?(?:rnnlint\.\w+: )?/, "");
}
