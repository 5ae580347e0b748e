import { beforeEach, describe, expect, it, vi } from "vitest";

const vscode = vi.hoisted(() => {
  class MarkdownString {
    isTrusted = true;
    supportHtml = false;
    supportThemeIcons = false;

    constructor(readonly value: string) {}
  }

  return { ColorThemeKind: { Light: 1, Dark: 2, HighContrast: 3, HighContrastLight: 4 }, MarkdownString, window: { activeColorTheme: { kind: 2 } }, workspace: { getConfiguration: vi.fn() } };
});

vi.mock("vscode", () => vscode);

const { asMarkdown, currentLook } = await import("../../src/formulas/look");

describe("the look of a hover", () => {
  beforeEach(() => {
    vscode.workspace.getConfiguration.mockReturnValue({ get: (_name: string, usual: unknown) => usual });
  });

  it.each([[1, "#3b3b3b"], [2, "#cccccc"], [3, "#ffffff"], [4, "#292929"]])("is that of the theme (kind %i)", (kind, color) => {
    vscode.window.activeColorTheme = { kind };
    expect(currentLook()).toEqual({ color, fontSize: 14 });
  });

  it.each([[22, 22], [0, 6], [1000, 100]])("is that of the editor's font (%i)", (size, fontSize) => {
    vscode.workspace.getConfiguration.mockReturnValue({ get: () => size });
    expect(currentLook().fontSize).toBe(fontSize);
  });
});

it.each([true, false])("a hover is not trusted (HTML %s)", supportHtml => {
  expect(asMarkdown({ value: "a", supportHtml })).toMatchObject({ value: "a", isTrusted: false, supportHtml, supportThemeIcons: false });
});
