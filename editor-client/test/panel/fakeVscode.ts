/** As much of the editor's API as the panel uses, in memory. */
import { vi } from "vitest";
import type { HostMessage } from "../../src/panel/messages";

type Listener<T> = (event: T) => void;

class Event<T> {
  private readonly listeners: Listener<T>[] = [];

  readonly subscribe = (listener: Listener<T>): { dispose: () => void } => {
    this.listeners.push(listener);
    return { dispose: () => void this.listeners.splice(this.listeners.indexOf(listener), 1) };
  };

  fire(event: T): void {
    for (const listener of [...this.listeners])
      listener(event);
  }
}

export class Position {
  constructor(readonly line: number, readonly character: number) {}
}

export class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(...at: [Position, Position] | [number, number, number, number]) {
    [this.start, this.end] = at.length === 2 ? at : [new Position(at[0], at[1]), new Position(at[2], at[3])];
  }
}

class Uri {
  constructor(readonly scheme: string, readonly path: string) {}
  static file = (path: string): Uri => new Uri("file", path);
  static parse = (text: string): Uri => new Uri(text.split(":")[0] ?? "", text.replace(/^\w+:\/\//, ""));
  static joinPath = (base: Uri, ...parts: string[]): Uri => new Uri(base.scheme, parts.reduce((path, part) => part === ".." ? path.replace(/\/[^/]*$/, "") : `${path}/${part}`, base.path));
  toString(): string {
    return `${this.scheme}://${this.path}`;
  }
}

class CancellationTokenSource {
  readonly token = { isCancellationRequested: false };
  cancel(): void {
    this.token.isCancellationRequested = true;
  }
  dispose(): void {
    // There is nothing to let go of.
  }
}

export class FakeDocument {
  readonly uri: Uri;
  readonly languageId: string;
  constructor(path: string, public text: string) {
    this.uri = Uri.file(path);
    this.languageId = path.endsWith(".cs") ? "csharp" : "plaintext";
  }
  getText = (): string => this.text;
  offsetAt = ({ line, character }: Position): number => this.text.split("\n").slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
}

export class FakeEditor {
  selection = { active: new Position(0, 0) };
  viewColumn = 1;
  marked: Range[] = [];
  constructor(readonly document: FakeDocument) {}
  setDecorations = (_: unknown, ranges: Range[]): void => {
    this.marked = ranges;
  };
  revealRange = vi.fn();
}

export class FakePanel {
  readonly sent: HostMessage[] = [];
  readonly received = new Event<unknown>();
  readonly disposed = new Event<undefined>();
  readonly webview = {
    html: "", options: {}, cspSource: "vscode-webview:",
    asWebviewUri: (uri: Uri): Uri => uri,
    postMessage: (message: HostMessage): Promise<boolean> => Promise.resolve(this.sent.push(message) > 0),
    onDidReceiveMessage: this.received.subscribe,
  };
  onDidDispose = this.disposed.subscribe;
  reveal = vi.fn();
  dispose = (): void => this.disposed.fire(undefined);
  /** The last message of a kind. */
  last<K extends HostMessage["kind"]>(kind: K): Extract<HostMessage, { kind: K }> | undefined {
    return this.sent.filter((message) => message.kind === kind).at(-1) as Extract<HostMessage, { kind: K }> | undefined;
  }
}

export class FakeEditorWindow {
  readonly selected = new Event<{ textEditor: FakeEditor }>();
  readonly changed = new Event<{ document: FakeDocument; contentChanges: { range: Range; text: string }[] }>();
  readonly panels: FakePanel[] = [];
  readonly documents = new Map<string, FakeDocument>();
  readonly saved = new Map<string, string>();
  clipboard = "";
  saveTo: Uri | undefined;
  serializer: { deserializeWebviewPanel: (panel: FakePanel, state: unknown) => Promise<void> } | undefined;
  readonly applied: unknown[] = [];

  open(editor: FakeEditor): void {
    this.documents.set(editor.document.uri.toString(), editor.document);
    this.api.window.activeTextEditor = editor;
    this.api.window.visibleTextEditors = [editor];
  }

  /** What `import * as vscode` gives. */
  readonly api = {
    Position, Range, Uri, CancellationTokenSource,
    ThemeColor: Uri,
    ViewColumn: { One: 1, Beside: -2 },
    OverviewRulerLane: { Center: 2 },
    TextEditorRevealType: { InCenterIfOutsideViewport: 2 },
    window: {
      activeTextEditor: undefined as FakeEditor | undefined,
      visibleTextEditors: [] as FakeEditor[],
      createTextEditorDecorationType: () => ({ dispose: () => undefined }),
      registerWebviewPanelSerializer: (_: string, serializer: FakeEditorWindow["serializer"]) => {
        this.serializer = serializer;
        return { dispose: () => undefined };
      },
      createWebviewPanel: () => {
        const panel = new FakePanel();
        this.panels.push(panel);
        return panel;
      },
      onDidChangeTextEditorSelection: this.selected.subscribe,
      onDidChangeActiveTextEditor: new Event<FakeEditor>().subscribe,
      onDidChangeVisibleTextEditors: new Event<FakeEditor[]>().subscribe,
      showTextDocument: vi.fn(() => Promise.resolve(this.api.window.activeTextEditor)),
      showSaveDialog: () => Promise.resolve(this.saveTo),
    },
    workspace: {
      onDidChangeTextDocument: this.changed.subscribe,
      openTextDocument: (uri: Uri) => Promise.resolve(this.documents.get(uri.toString())),
      asRelativePath: (uri: Uri) => uri.path.replace(/^.*\//, ""),
      applyEdit: (edit: unknown) => Promise.resolve(this.applied.push(edit) > 0),
      fs: { writeFile: (uri: Uri, bytes: Uint8Array) => Promise.resolve(void this.saved.set(uri.toString(), new TextDecoder().decode(bytes))) },
    },
    env: { clipboard: { writeText: (text: string) => Promise.resolve(void (this.clipboard = text)) } },
    commands: { executeCommand: vi.fn() },
  };
}
