import * as vscode from "vscode";
import type { LanguageClient, Middleware } from "vscode-languageclient/node";
import { typesetHover } from "./formulas/hover";
import { asMarkdown, currentLook } from "./formulas/look";
import type { Typesetter } from "./formulas/typesetter";
import { Commands, type PartedHover } from "./protocol";

/** What is done to the server's answers on their way to the editor. */
export function middleware(client: () => LanguageClient | undefined, typesetter: Typesetter, log: (line: string) => void): Middleware {
  return {
    provideHover: async (document, position, token, next) => {
      const running = client();
      if (running === undefined || !vscode.workspace.getConfiguration("rnnlint").get<boolean>("typesetFormulas", true))
        return next(document, position, token);
      try {
        const asked = performance.now();
        const hover = await running.sendRequest<PartedHover | null>("textDocument/hover", running.code2ProtocolConverter.asTextDocumentPositionParams(document, position), token);
        if (hover === null)
          return null;
        const answered = performance.now(), drawn = typesetter.drawn;
        const text = hover.parts === undefined ? undefined : await typesetHover(hover.parts, typesetter, currentLook(document)).then(asMarkdown, (error: unknown) => {
          log(`hover: ${String(error)}`);
          return undefined;
        });
        log(`hover: server ${(answered - asked).toFixed(1)} ms, formulas ${(performance.now() - answered).toFixed(1)} ms, ${typesetter.drawn - drawn} drawn`);
        return new vscode.Hover(text ?? new vscode.MarkdownString(hover.contents.value), hover.range && running.protocol2CodeConverter.asRange(hover.range));
      } catch (error) {
        // Mostly one that was given up, or overtaken by an edit.
        log(`hover: ${String(error)}`);
        return null;
      }
    },
    provideCodeLenses: async (document, token, next) => (await next(document, token))?.map(toPanel),
  };
}

/** A lens opens the panel, where the server's own command would only give its answer. */
function toPanel(lens: vscode.CodeLens): vscode.CodeLens {
  if (lens.command?.command === Commands.explain)
    lens.command = { ...lens.command, command: "rnnlint.explainHere" };
  return lens;
}
