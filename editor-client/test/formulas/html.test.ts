import { describe, expect, it } from "vitest";
import { mayHoldHtml } from "../../src/formulas/html";
import { randomOf, textOf } from "./random";
import { htmlIn, marked, tags } from "./vscodeHover";

const Without = ["", "a \\< b", "\\<b\\>", "`<b>`", "`` ` <b> ``", "```text\n<b>\n```", "```text\n<b>\n````\na", "a `b` c `<d>`", "a \\` b", "\\\\`<b>`", "a &lt;b&gt;", "| `a` | `b` |\n| --- | --- |\n| `<c>` | d |"];

const With = ["<b>", "a < b", "a\n<b>", "\\\\<b>", "`a\n`<b>`", "`a` <b> `c`", "``a`<b>`", "```text\n```\n<b>", "```text\n<b>\n```\n<b>", "``` ` ```<b>", "\\`<b>\\`", "| `a|<b>` | c |\n| --- | --- |", "<!-- a", "``` `\n<b>\n```", "http://a`<b>`", "www.a`<b>`", "http://a\\<b>"];

describe("Markdown", () => {
  it.each(Without)("without HTML: %j", markdown => {
    expect(mayHoldHtml(markdown)).toBe(false);
    expect(tags(marked(markdown).body)).not.toContain("b");
  });

  it.each(With)("that may hold HTML: %j", markdown => expect(mayHoldHtml(markdown)).toBe(true));

  it("is never taken for harmless by mistake", () => {
    const pieces = ["`", "``", "```", "<b>", "\n", " ", "a", "\\", "|", "\n\n", "```\n", "- ", "> ", "|---|---|\n", "[", "](", ")", "*", "<!--", "~~~\n", "    ", "# ", "\t", "\r", "1. ", "http://", "www."];
    const next = randomOf(1);
    let harmless = 0;
    for (let i = 0; i < 30_000; i++) {
      const markdown = textOf(pieces, 14, next);
      if (!markdown.includes("<") || mayHoldHtml(markdown))
        continue;
      harmless++;
      expect(htmlIn(markdown), JSON.stringify(markdown)).toBe(false);
    }
    expect(harmless).toBeGreaterThan(150);
  });
});
