/** What a piece of Markdown shows that is a code span, a fenced block or words, as one line of text that hides nothing. */
export function plainText(markdown: string): string {
  const text = shown(markdown.trim()).replaceAll("\u200b", "").replace(/\s+/g, " ").trim();
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, letter => "\\u" + (letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0"));
}

function shown(markdown: string): string {
  const fenced = /^(`{3,})[^`\n]*\n([^]*?)\n?\1$/.exec(markdown)?.[2];
  if (fenced !== undefined)
    return fenced;
  const code = /^(`+)([^]*[^`])\1$/.exec(markdown)?.[2];
  if (code !== undefined)
    return code.replace(/^ (.*) $/, "$1");
  return markdown.replace(/\\([!-/:-@[-`{-~])/g, "$1");
}

/**
 * Text as the value of an attribute between double quotes, in a tag within Markdown: what Markdown or HTML could take for a sign of its own is a character reference. DOMPurify, which
 * VS Code cleans its hovers with, drops attributes that seem to close a comment or an element; a space keeps them.
 */
export function attributeValue(text: string): string {
  return text.replace(/(--!?|\])>/g, "$1 >").replaceAll("</", "< /").replace(/[^A-Za-z0-9 .,+=/()\u00a0-\u{10ffff}]/gu, letter => `&#${letter.codePointAt(0) ?? 0};`);
}
