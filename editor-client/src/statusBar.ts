import * as vscode from "vscode";
import type { Server, ServerStatus } from "./server/server";

/** What the server does, in the status bar; a click shows its log. */
export function showStatus(server: Server): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("rnnlint.status", vscode.StatusBarAlignment.Right, 50);
  item.name = "RnnLint";
  item.command = "rnnlint.showLog";
  const show = (status: ServerStatus) => {
    const { icon, text, tooltip } = describe(status);
    item.text = `$(${icon}) ${text}`;
    item.tooltip = `${tooltip} Click for the log.`;
    item.backgroundColor = status.state === "stopped" && status.problem !== undefined ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    item.accessibilityInformation = { label: `RnnLint: ${tooltip}` };
    item.show();
  };
  show(server.status);
  return vscode.Disposable.from(item, server.onDidChangeStatus(show));
}

function describe({ state, findings, problem }: ServerStatus): { icon: string; text: string; tooltip: string } {
  switch (state) {
    case "idle":
      return findings === 0
        ? { icon: "pass", text: "RnnLint", tooltip: "No findings." }
        : { icon: "warning", text: `RnnLint: ${count(findings)}`, tooltip: `${count(findings)} in what was looked at.` };
    case "starting":
      return { icon: "loading~spin", text: "RnnLint: starting", tooltip: "The server is starting." };
    case "restarting":
      return { icon: "loading~spin", text: "RnnLint: restarting", tooltip: "The server ended by itself and is being started again." };
    case "loading":
      return { icon: "loading~spin", text: "RnnLint: loading solution", tooltip: "The projects of the workspace are being loaded." };
    case "probing":
      return { icon: "loading~spin", text: "RnnLint: probing", tooltip: "Recurrent cells are being probed." };
    case "stopped":
      return { icon: "circle-slash", text: "RnnLint: not running", tooltip: problem ?? "The server is not running." };
  }
}

export function count(findings: number): string {
  return findings === 1 ? "1 finding" : `${findings} findings`;
}
