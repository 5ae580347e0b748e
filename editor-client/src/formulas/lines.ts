/**
 * A long formula in several lines, aligned at its equals signs: each side on a line of its own, or on several where it has more terms than fit. `share` is how much of the formula
 * goes on one line. Undefined where there is nothing to break it at.
 */
export function inLines(latex: string, share: number): string | undefined {
  const [left = "", ...right] = split(latex, / = /y);
  const room = share * lengthOf(latex);
  const lines = right.flatMap(side => packed(split(side, / [+-] /y), room - lengthOf(left)).map((line, i) => i === 0 ? `&= ${line}` : `&\\qquad{}${line}`));
  return lines.length < 2 ? undefined : `\\begin{aligned} ${left} ${lines.join(" \\\\ ")} \\end{aligned}`;
}

function packed(terms: string[], room: number): string[] {
  const lines: string[] = [];
  for (const term of terms) {
    const longer = (lines.at(-1) ?? "") + term;
    if (lines.length > 0 && lengthOf(longer) <= room)
      lines[lines.length - 1] = longer;
    else
      lines.push(term);
  }

  return lines;
}

/** About as many as the signs that are seen; of a fraction, half of them. */
function lengthOf(latex: string): number {
  const fractions = /\\frac\{((?:[^{}]|\{[^{}]*\}|\{(?:[^{}]|\{[^{}]*\})*\})*)\}/g;
  return latex.replace(fractions, "").replace(/\\(?:left|right|text|frac)/g, "").replace(/\\(?:[a-z]+|.)/gi, "x").replace(/[{}_^ ]/g, "").length;
}

/** At signs that are in no braces, parentheses or matrices. Of a sign between terms, the term after it keeps it. */
function split(latex: string, sign: RegExp): string[] {
  const parts: string[] = [];
  let depth = 0;
  let begin = 0;
  for (let i = 0; i < latex.length; i++) {
    if (latex[i] === "\\") {
      depth += pairs(latex.slice(i, i + 7));
      i++;
    } else if (latex[i] === "{")
      depth++;
    else if (latex[i] === "}")
      depth--;
    sign.lastIndex = i;
    if (depth !== 0 || i === 0 || !sign.test(latex))
      continue;
    parts.push(latex.slice(begin, i));
    begin = latex.startsWith(" = ", i) ? i + 3 : i;
  }

  return [...parts, latex.slice(begin)];
}

/** How much deeper it is after the command. */
function pairs(command: string): number {
  return /^\\(?:left|begin)(?![a-z])/i.test(command) ? 1 : /^\\(?:right|end)(?![a-z])/i.test(command) ? -1 : 0;
}
