import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ExplainResult } from "../../src/protocol";
import type { PanelServices } from "../../src/panel/services";
import { FakeDocument, FakeEditor, FakeEditorWindow, FakePanel, Position, Range } from "./fakeVscode";
import { fixture } from "./fixtures";

const path = "/code/samples/SeedRnn/SeedRnnTransposed.cs";

let window: FakeEditorWindow, editor: FakeEditor, panel: FakePanel;

let server: { explain: ReturnType<typeof vi.fn>; document: ReturnType<typeof vi.fn>; probe: ReturnType<typeof vi.fn> }, findFix: ReturnType<typeof vi.fn>;

let explainPanel: { show: () => void; refresh: () => void; dispose: () => void };

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  window = new FakeEditorWindow();
  vi.doMock("vscode", () => window.api);
  editor = new FakeEditor(new FakeDocument(path, Array.from({ length: 150 }, (_, i) => `a${i}\n`).join("")));
  window.open(editor);
  server = { explain: vi.fn(() => Promise.resolve(explained("elman-transposed"))), document: vi.fn((_at, _units, format: string) => Promise.resolve({ isStale: false, text: `as ${format}` })), probe: vi.fn(() => Promise.resolve({ type: "", route: "", findings: [], points: [] })) };
  findFix = vi.fn(() => Promise.resolve(undefined));
  const { ExplainPanel } = await import("../../src/panel/explainPanel");
  const services = { server, findFix, formulas: { typeset: (latex: string) => latex === "bad" ? Promise.reject(new Error("bad")) : Promise.resolve({ svg: latex, width: 1, height: 1, depth: 0 }) } };
  explainPanel = new ExplainPanel(window.api.Uri.file("/ext") as never, services as unknown as PanelServices);
});

function explained(name: string, isStale = false): ExplainResult {
  return { isStale, explanation: { version: 1, tool: "", cells: [fixture(name)] } };
}

async function open(): Promise<void> {
  explainPanel.show();
  panel = window.panels.at(-1) ?? new FakePanel();
  await vi.advanceTimersByTimeAsync(1);
}

async function tell(message: unknown): Promise<void> {
  panel.received.fire(message);
  await vi.advanceTimersByTimeAsync(1);
}

function moveTo(line: number): void {
  editor.selection = { active: new Position(line, 0) };
  window.selected.fire({ textEditor: editor });
}

function edit(line: number, text: string): void {
  window.changed.fire({ document: editor.document, contentChanges: [{ range: new Range(line, 0, line, 0), text }] });
}

describe("the panel", () => {
  it("shows the cell at the cursor, in a page that lets nothing in", async () => {
    editor.selection = { active: new Position(9, 4) };
    await open();
    expect(server.explain.mock.calls[0]?.slice(0, 2)).toEqual([{ uri: `file://${path}`, position: { line: 9, character: 4 } }, 2]);
    expect(panel.last("cell")?.cell.type).toBe("Samples.SeedRnn.SeedRnnTransposed");
    expect(panel.webview.html).toMatch(/default-src 'none'; script-src 'nonce-[\w-]{20,}'; style-src vscode-webview:/);
    expect(panel.last("state")).toEqual({ kind: "state", isPinned: false, isOutOfDate: false, isStale: false, isBusy: false });
  });

  it("follows the cursor once it rests, and does not send the same cell again", async () => {
    await open();
    for (const line of [3, 4, 5])
      moveTo(line);
    await vi.advanceTimersByTimeAsync(500);
    expect(server.explain).toHaveBeenCalledTimes(2);
    expect(panel.sent.filter(({ kind }) => kind === "cell")).toHaveLength(1);
    server.explain.mockResolvedValue(explained("elman-right"));
    moveTo(6);
    await vi.advanceTimersByTimeAsync(500);
    expect(panel.last("cell")?.cell.type).toBe("Samples.SeedRnn.SeedRnnRight");
  });

  it("stays with its cell while it is pinned, and still marks the cursor's step", async () => {
    await open();
    await tell({ kind: "pin", isPinned: true });
    moveTo((panel.last("cell")?.cell.steps[0]?.places[0]?.line ?? 0) - 1);
    editor.selection = { active: new Position(54, 25) };
    window.selected.fire({ textEditor: editor });
    await vi.advanceTimersByTimeAsync(500);
    expect(server.explain).toHaveBeenCalledTimes(1);
    expect(panel.last("cursor")?.steps).toContain(0);
    await tell({ kind: "pin", isPinned: false });
    await vi.advanceTimersByTimeAsync(500);
    expect(server.explain).toHaveBeenCalledTimes(2);
  });

  it("is out of date from an edit to the next answer, and asks where the code has moved to", async () => {
    editor.selection = { active: new Position(9, 4) };
    await open();
    edit(2, "x\n");
    expect(panel.last("state")).toMatchObject({ isOutOfDate: true, isBusy: true });
    await vi.advanceTimersByTimeAsync(200);
    edit(2, "y\n");
    await vi.advanceTimersByTimeAsync(500);
    expect(server.explain).toHaveBeenCalledTimes(2);
    expect(server.explain.mock.lastCall?.[0]).toMatchObject({ position: { line: 11, character: 4 } });
    expect(panel.last("state")).toMatchObject({ isOutOfDate: false, isBusy: false });
  });

  it("says that the code does not compile", async () => {
    server.explain.mockResolvedValue(explained("elman-transposed", true));
    await open();
    expect(panel.last("state")).toMatchObject({ isStale: true });
    expect(findFix).not.toHaveBeenCalled();
  });

  it("hears the newest answer alone, and cancels the question before it", async () => {
    await open();
    const answers: ((result: ExplainResult) => void)[] = [], tokens: { isCancellationRequested: boolean }[] = [];
    server.explain.mockImplementation((_at, _units, token: { isCancellationRequested: boolean }) => new Promise((resolve) => {
      answers.push(resolve);
      tokens.push(token);
    }));
    moveTo(3);
    await vi.advanceTimersByTimeAsync(200);
    moveTo(4);
    await vi.advanceTimersByTimeAsync(200);
    expect(tokens.map(({ isCancellationRequested }) => isCancellationRequested)).toEqual([true, false]);
    answers[1]?.(explained("gru-right"));
    await vi.advanceTimersByTimeAsync(1);
    answers[0]?.(explained("elman-right"));
    await vi.advanceTimersByTimeAsync(1);
    expect(panel.last("cell")?.cell.type).toBe("Grus.Gru");
  });

  it("says when there is no cell, and what went wrong", async () => {
    server.explain.mockResolvedValue(null);
    await open();
    expect(panel.last("empty")?.reason).toMatch(/^There is none in this file/);
    server.explain.mockRejectedValue(new Error("rnnlint.explain: the server is not running"));
    moveTo(3);
    await vi.advanceTimersByTimeAsync(500);
    expect(panel.last("empty")?.reason).toBe("the server is not running");
  });

  it("sends everything again to a view that was hidden", async () => {
    await open();
    await tell({ kind: "probe", cell: 1, choice: { units: 3, steps: 4, seeds: [1] } });
    panel.sent.length = 0;
    await tell({ kind: "ready" });
    expect(panel.sent.map(({ kind }) => kind)).toEqual(["cell", "probe", "cursor", "state"]);
  });

  it("comes back after a reload of the window, pinned where it was", async () => {
    const restored = new FakePanel();
    await window.serializer?.deserializeWebviewPanel(restored, { at: { uri: `file://${path}`, position: { line: 7, character: 1 } }, units: 3, isPinned: true, folded: [] });
    await vi.advanceTimersByTimeAsync(1);
    expect(server.explain.mock.lastCall?.slice(0, 2)).toEqual([{ uri: `file://${path}`, position: { line: 7, character: 1 } }, 3]);
    expect(restored.last("state")?.isPinned).toBe(true);
    const other = new FakePanel();
    await window.serializer?.deserializeWebviewPanel(other, "nonsense");
    expect(other.webview.html).toContain("script-src 'nonce-");
  });

  it("is let go of when it is closed", async () => {
    await open();
    panel.dispose();
    moveTo(3);
    edit(1, "x");
    await vi.advanceTimersByTimeAsync(1000);
    expect(server.explain).toHaveBeenCalledTimes(1);
  });
});

describe("messages of the view", () => {
  it("mark a step's places in the editor, until it is left", async () => {
    await open();
    await tell({ kind: "step", cell: 1, step: 0 });
    expect(editor.marked).toHaveLength(2);
    expect(editor.marked[0]?.start).toEqual({ line: 54, character: 20 });
    await tell({ kind: "step", cell: 1, step: null });
    expect(editor.marked).toEqual([]);
  });

  it("about another cell, or that make no sense, do nothing", async () => {
    await open();
    const before = panel.sent.length;
    for (const message of [{ kind: "step", cell: 9, step: 0 }, { kind: "document", cell: 2, format: "latex" }, { kind: "goToPlace", cell: 1, step: 99, place: 0 }, { kind: "goToFinding", cell: 1, finding: 99 }, { kind: "applyFix", cell: 1 }, { kind: "run", command: "rm" }, null])
      await tell(message);
    expect(panel.sent.length).toBe(before);
    expect(editor.marked).toEqual([]);
    expect(window.api.window.showTextDocument).not.toHaveBeenCalled();
  });

  it("lead to places", async () => {
    await open();
    await tell({ kind: "goToFinding", cell: 1, finding: 0 });
    expect(window.api.window.showTextDocument.mock.lastCall?.[0 as never]).toMatchObject({ path });
  });

  it("copy and save", async () => {
    await open();
    await tell({ kind: "document", cell: 1, format: "latex" });
    expect([window.clipboard, panel.last("said")?.text]).toEqual(["as latex", "Copied as LaTeX"]);
    window.saveTo = window.api.Uri.file("/code/why.html");
    await tell({ kind: "document", cell: 1, format: "html" });
    expect([...window.saved]).toEqual([["file:///code/why.html", "as html"]]);
    server.document.mockRejectedValue(new Error("rnnlint.explain: not now"));
    await tell({ kind: "document", cell: 1, format: "markdown" });
    expect(panel.last("said")?.text).toBe("not now");
  });

  it("do not copy what is of before", async () => {
    await open();
    edit(2, "x\n");
    await tell({ kind: "document", cell: 1, format: "latex" });
    expect(panel.last("said")?.text).toMatch(/^The code has changed since/);
    server.explain.mockResolvedValue(explained("elman-transposed", true));
    await vi.advanceTimersByTimeAsync(500);
    await tell({ kind: "document", cell: 1, format: "latex" });
    expect(server.document).not.toHaveBeenCalled();
  });

  it("probe, and hear why not", async () => {
    await open();
    const choice = { units: 5, steps: 6, seeds: [7] };
    await tell({ kind: "probe", cell: 1, choice });
    expect(panel.last("probe")).toMatchObject({ choice, error: null, result: { points: [] } });
    server.probe.mockRejectedValue(new Error("rnnlint.probe: it cannot be traced again"));
    await tell({ kind: "probe", cell: 1, choice });
    expect(panel.last("probe")).toMatchObject({ result: null, error: "it cannot be traced again" });
  });

  it("have formulas typeset, and text where that fails", async () => {
    await open();
    await tell({ kind: "typeset", formulas: [{ latex: "good", display: true }, { latex: "bad", display: false }] });
    expect(panel.last("formulas")?.formulas).toEqual([{ latex: "good", display: true, image: { svg: "good", width: 1, height: 1, depth: 0 } }, { latex: "bad", display: false, image: null }]);
  });

  it("ask for more units to be written out, and keep what was probed", async () => {
    await open();
    await tell({ kind: "probe", cell: 1, choice: { units: 3, steps: 4, seeds: [1] } });
    server.explain.mockResolvedValue(explained("elman-transposed-3"));
    await tell({ kind: "units", units: 3 });
    expect(server.explain.mock.lastCall?.[1]).toBe(3);
    expect(panel.last("cell")).toMatchObject({ id: 2, units: 3 });
    const kinds = panel.sent.map(({ kind }) => kind);
    expect(kinds.lastIndexOf("probe")).toBeGreaterThan(kinds.lastIndexOf("cell"));
  });
});

describe("the fix", () => {
  const found = { title: "Exchange the indices", edit: { entries: () => [[{ toString: () => `file://${path}`, path }, [{ range: new Range(99, 0, 99, 1), newText: "b" }]]] } };

  it("is shown with its diff, and applied", async () => {
    findFix.mockResolvedValue(found);
    await open();
    await vi.advanceTimersByTimeAsync(5);
    expect(findFix.mock.calls[0]?.[1]).toEqual(new Range(99, 28, 99, 35));
    expect(panel.last("fix")?.fix).toEqual({ title: "Exchange the indices", files: [{ name: "SeedRnnTransposed.cs", diff: "@@ -98,5 +98,5 @@\n a97\n a98\n-a99\n+b99\n a100\n a101\n" }] });
    await tell({ kind: "applyFix", cell: 1 });
    expect(window.applied).toEqual([found.edit]);
    expect(panel.last("said")?.text).toBe("Done: Exchange the indices");
  });

  it("is not applied to code that has changed since", async () => {
    findFix.mockResolvedValue(found);
    await open();
    await vi.advanceTimersByTimeAsync(5);
    edit(2, "x");
    await tell({ kind: "applyFix", cell: 1 });
    expect(window.applied).toEqual([]);
  });

  it("nor where nobody has looked at the change", async () => {
    findFix.mockResolvedValue(found);
    await open();
    await vi.advanceTimersByTimeAsync(5);
    server.explain.mockRejectedValue(new Error("RnnLint's server is not running."));
    edit(2, "x");
    await vi.advanceTimersByTimeAsync(500);
    expect(panel.last("state")).toMatchObject({ isOutOfDate: true, isBusy: false });
    await tell({ kind: "applyFix", cell: 1 });
    expect(window.applied).toEqual([]);
  });

  it("is not looked for where nothing is wrong", async () => {
    server.explain.mockResolvedValue(explained("elman-right"));
    await open();
    await vi.advanceTimersByTimeAsync(5);
    expect(findFix).not.toHaveBeenCalled();
  });
});
