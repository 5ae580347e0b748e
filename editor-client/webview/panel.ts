/** The script of the explain panel. */
import type { HostMessage, ViewState } from "../src/panel/messages";
import { View } from "./view";

const vscode = acquireVsCodeApi<ViewState>();
const view = new View(document.body, { post: (message) => vscode.postMessage(message), getState: () => vscode.getState(), setState: (state) => void vscode.setState(state) });

// Only the host that made the page can reach it: the frame that it lives in takes messages from nowhere else.
window.addEventListener("message", (event: MessageEvent<HostMessage>) => view.receive(event.data));
vscode.postMessage({ kind: "ready" });
