import * as vscode from "vscode";
import { applyFix, verifiedFix } from "./findings/fixes";
import { checkWorkspace, goTo } from "./findings/findings";
import { Typesetter } from "./formulas/typesetter";
import { Lesson } from "./lesson/lesson";
import { middleware } from "./middleware";
import { ExplainPanel } from "./panel/explainPanel";
import type { CellPosition, CellServer } from "./panel/services";
import { Commands, type ExplainDocument, type ExplainResult, type ProbeResult, type TextDocumentPositionParams } from "./protocol";
import { openSample } from "./samples";
import { Server } from "./server/server";
import { showStatus } from "./statusBar";

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const { extensionUri, globalStorageUri, subscriptions } = context;
  const log = vscode.window.createOutputChannel("RnnLint", { log: true });
  const typesetter = new Typesetter(context.asAbsolutePath("dist/typesetting.js"));
  const running = server = new Server(context.asAbsolutePath("server/rnnlint-server.dll"), log, client => middleware(client, typesetter, line => log.debug(line)));
  const panel = new ExplainPanel(extensionUri, { server: cells(running), formulas: typesetter, findFix: (uri, range, token) => verifiedFix(running, uri, range, token), log: line => log.info(line) });
  const lesson = new Lesson(vscode.Uri.joinPath(extensionUri, "lesson", "Lesson.cs"), globalStorageUri, uri => cells(running).explain({ uri: uri.toString(), position: { line: 0, character: 0 } }, 2));

  const commands: Record<string, (...args: never[]) => unknown> = {
    // A code lens says where.
    "rnnlint.explainHere": (at?: TextDocumentPositionParams) => panel.show(at?.textDocument && { uri: at.textDocument.uri, position: at.position }),
    "rnnlint.checkWorkspace": () => checkWorkspace(running),
    "rnnlint.nextFinding": () => goTo(1),
    "rnnlint.previousFinding": () => goTo(-1),
    "rnnlint.applyFix": () => applyFix(running),
    "rnnlint.openSample": () => openSample(extensionUri, globalStorageUri),
    "rnnlint.showLog": () => log.show(),
    "rnnlint.restartServer": () => running.start(),
    "rnnlint.lesson.open": () => lesson.open(),
    "rnnlint.lesson.predict": () => lesson.predict(),
    "rnnlint.lesson.derive": () => lesson.derive(),
    "rnnlint.lesson.break": () => lesson.break(),
    "rnnlint.lesson.fix": () => lesson.fix(),
  };
  for (const [name, run] of Object.entries(commands))
    subscriptions.push(vscode.commands.registerCommand(name, run));
  subscriptions.push(log, running, lesson, panel, showStatus(running), { dispose: () => void typesetter.dispose() },
    running.onDidChangeStatus(({ state }) => {
      if (state === "idle")
        panel.refresh();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => running.start()),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration("rnnlint.server.path") || event.affectsConfiguration("rnnlint.dotnet.path"))
        void running.start();
    }));

  // The editor is not held up until the server answers.
  void running.start().then(() => typesetter.warmUp());
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

function cells(running: Server): CellServer {
  const params = ({ uri, position }: CellPosition): TextDocumentPositionParams => ({ textDocument: { uri }, position });
  return {
    explain: (at, units, token) => running.execute<ExplainResult | null>(Commands.explain, [params(at), units], token),
    document: (at, units, format, token) => running.execute<ExplainDocument | null>(Commands.explain, [params(at), units, { format }], token),
    probe: (at, choice, token) => running.execute<ProbeResult | null>(Commands.probe, [params(at), choice], token),
  };
}
