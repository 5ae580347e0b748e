/** Names of the code as the server writes them: MarkdownText.cs and LatexFormulas.cs. */

/** As words. */
export function words(text: string): string {
  return visible(text).replace(/[\\`*_{}[\]<>#|$~&@]|(?<=www)\.|(?<=https?|ftp|mailto|tel|xmpp):/gi, "\\$&");
}

/** As a code span. */
export function code(text: string): string {
  text = visible(text);
  let fence = "`";
  while (text.includes(fence))
    fence += "`";
  return fence.length === 1 ? fence + text + fence : `${fence} ${text} ${fence}`;
}

export function fenced(text: string): string {
  return "```text\n" + visible(text).replaceAll("```", "`\u200b``") + "\n```";
}

/** Upright, in a formula. */
export function latex(text: string): string {
  const signs: Record<string, string> = { "\\": "\\backslash{}", "^": "{\\wedge}", "~": "{\\sim}" };
  const pieces = text.split(/([\\^~])/).filter(piece => piece !== "").map(piece => signs[piece] ?? `\\text{${piece.replace(/[#$%&_{}]/g, "\\$&")}}`);
  return pieces.length === 1 ? pieces[0] ?? "" : `{${pieces.join("")}}`;
}

function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, letter => "\\u" + (letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0"));
}
