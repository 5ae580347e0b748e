import { describe, expect, it } from "vitest";
import { attributeValue, plainText } from "../../src/formulas/altText";

describe("what Markdown shows", () => {
  it.each([
    ["`h⁽ᵗ⁾[j]`", "h⁽ᵗ⁾[j]"], ["`` a`b ``", "a`b"], ["``` `` ```", "``"], ["```text\na = b\n```", "a = b"], ["```text\na = b\n  = c\n```\n\n", "a = b = c"], ["````\n```\n````", "```"],
    ["```text\na `\u200b`` b\n```", "a ``` b"], ["a\\_b \\< \\\\", "a_b < \\"], ["`a", "`a"], ["", ""], ["```", "```"], ["`a\u202eb\u0000`", "a\\u202Eb\\u0000"],
  ])("%j", (markdown, text) => expect(plainText(markdown)).toBe(text));
});

describe("a value of an attribute", () => {
  it("has references for what Markdown and HTML know", () => {
    expect(attributeValue("a<b>\"'&`*_|[]\n\\")).toBe("a&#60;b&#62;&#34;&#39;&#38;&#96;&#42;&#95;&#124;&#91;&#93;&#10;&#92;");
  });

  it("is readable for letters and the signs of formulas", () => {
    expect(attributeValue("∂h⁽ᵗ⁾/∂a = Σₖ (δ + σ′)·größe 字 𝛿")).toBe("∂h⁽ᵗ⁾/∂a = Σₖ (δ + σ′)·größe 字 𝛿");
  });
});
