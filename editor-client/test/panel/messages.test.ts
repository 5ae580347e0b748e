import { describe, expect, it } from "vitest";
import { parseViewMessage, parseViewState } from "../../src/panel/messages";

describe("messages of the view", () => {
  it.each([
    { kind: "ready" },
    { kind: "typeset", formulas: [{ latex: "W_{j,k}", display: true }] },
    { kind: "step", cell: 1, step: 3 },
    { kind: "step", cell: 1, step: null },
    { kind: "goToPlace", cell: 1, step: 0, place: 2 },
    { kind: "goToFinding", cell: 1, finding: 0 },
    { kind: "units", units: 3 },
    { kind: "probe", cell: 1, choice: { units: 16, steps: 32, seeds: [-2147483648, 2147483647] } },
    { kind: "document", cell: 1, format: "latex" },
    { kind: "pin", isPinned: true },
    { kind: "applyFix", cell: 1 },
  ])("are taken: %j", (message) => expect(parseViewMessage(message)).toEqual(message));

  it("keep nothing but what is known of them", () =>
    expect(parseViewMessage({ kind: "probe", cell: 1, choice: { units: 3, steps: 4, seeds: [1], command: "rm" }, uri: "file:///etc" })).toEqual({ kind: "probe", cell: 1, choice: { units: 3, steps: 4, seeds: [1] } }));

  it.each([
    undefined, null, 1, "ready", [], {}, { kind: "unknown" }, { kind: ["ready"] },
    { kind: "typeset" }, { kind: "typeset", formulas: [{ latex: 1, display: true }] }, { kind: "typeset", formulas: Array(401).fill({ latex: "x", display: true }) },
    { kind: "step", step: 1 }, { kind: "step", cell: 1, step: -1 }, { kind: "step", cell: 1, step: 1.5 }, { kind: "step", cell: 1, step: "constructor" },
    { kind: "goToPlace", cell: 1, step: 0, place: Number.NaN }, { kind: "goToFinding", cell: 1, finding: Infinity },
    { kind: "units", units: 4 }, { kind: "units", units: "2" },
    { kind: "probe", cell: 1, choice: { units: 1, steps: 4, seeds: [1] } }, { kind: "probe", cell: 1, choice: { units: 17, steps: 4, seeds: [1] } }, { kind: "probe", cell: 1, choice: { units: 3, steps: 33, seeds: [1] } },
    { kind: "probe", cell: 1, choice: { units: 3, steps: 4, seeds: [] } }, { kind: "probe", cell: 1, choice: { units: 3, steps: 4, seeds: Array(11).fill(1) } }, { kind: "probe", cell: 1, choice: { units: 3, steps: 4, seeds: [2147483648] } }, { kind: "probe", cell: 1, choice: { units: 3, steps: 4, seeds: [0.5] } },
    { kind: "document", cell: 1, format: "pdf" }, { kind: "pin", isPinned: "yes" }, { kind: "applyFix" },
  ])("are not taken: %j", (message) => expect(parseViewMessage(message)).toBeUndefined());
});

describe("the remembered state", () => {
  const state = { at: { uri: "file:///a.cs", position: { line: 3, character: 0 } }, units: 2, isPinned: true, folded: ["Chain"] };

  it("comes back", () => expect(parseViewState(state)).toEqual(state));

  it.each([undefined, {}, { ...state, at: undefined }, { ...state, at: { uri: 1, position: state.at.position } }, { ...state, at: { uri: "file:///a.cs", position: { line: -1, character: 0 } } }, { ...state, units: 5 }, { ...state, folded: "Chain" }])(
    "is not taken: %j", (one) => expect(parseViewState(one)).toBeUndefined());
});

it("a formula that is too long to be typeset holds up no others", () => {
  expect(parseViewMessage({ kind: "typeset", formulas: [{ latex: "x".repeat(20_001), display: true }, { latex: "y", display: false }] })).toEqual({ kind: "typeset", formulas: [{ latex: "y", display: false }] });
});
