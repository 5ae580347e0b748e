/** The verified fix with what it changes. */
import type { Fix } from "../src/panel/messages";
import { button, h } from "./dom";

export function fixSection(fix: Fix, apply: () => void): HTMLElement {
  return h("section", { class: "fix" },
    h("div", { class: "row" }, h("h2", null, "Verified fix"), button("Apply the fix", apply, { class: "primary", "data-focus": "fix" })),
    h("p", null, `${fix.title}. `, h("span", { class: "quiet" }, "The changed code was probed again and verified.")),
    ...fix.files.map(({ name, diff }) => h("figure", { class: "diff" }, h("figcaption", null, h("code", null, name)), h("pre", { class: "scrolls" }, ...diffLines(diff)))));
}

/** The indentation that all lines share is left out. */
function diffLines(diff: string): HTMLElement[] {
  const lines = diff.replace(/\n$/, "").split("\n").map((line) => line.replaceAll("\t", "    ").replace(/\r$/, ""));
  const indents = lines.filter((line) => !line.startsWith("@@") && line.slice(1).trim() !== "").map((line) => line.slice(1).search(/\S/)), shared = Math.min(...indents);
  return lines.map((line) => line.startsWith("@@") ? h("span", { class: "where" }, `${line}\n`)
    : h("span", { class: line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : null }, `${line.slice(0, 1)} ${line.slice(1 + shared)}\n`));
}
