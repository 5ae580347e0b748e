/**
 * True where Markdown may hold HTML. The server writes none and escapes what looks like it, so this is for what it might have overlooked, and rather says yes too often: code is only
 * taken for code where it begins and ends on a line, with nothing in it that could end it before.
 */
export function mayHoldHtml(markdown: string): boolean {
  let fence: string | undefined;
  for (const line of markdown.split(/\r\n?|\n/)) {
    if (fence !== undefined) {
      if (/^ {0,3}(`{3,})[~`]* *$/.exec(line)?.[1]?.startsWith(fence) === true)
        fence = undefined;
      continue;
    }
    fence = /^(`{3,})[a-z]*$/.exec(line)?.[1];
    if (fence === undefined && mayLineHoldHtml(line))
      return true;
  }

  return fence !== undefined;
}

/** An address becomes a link by itself, and takes in backticks and backslashes that follow. */
const AddressWithMarks = /(?:(?:https?|ftp):\/\/|www\.)[^\s<]*[`\\]/iy;

function mayLineHoldHtml(line: string): boolean {
  for (let i = 0; i < line.length; i++) {
    AddressWithMarks.lastIndex = i;
    if (line[i] === "<" || AddressWithMarks.test(line))
      return true;
    if (line[i] === "\\")
      i++;
    else if (line[i] === "`") {
      const code = /^(`+)(?!`).*?[^`]\1(?!`)/.exec(line.slice(i))?.[0];
      // In a table, a bar ends the code.
      if (code === undefined || (code.includes("<") && code.includes("|")))
        return true;
      i += code.length - 1;
    }
  }

  return false;
}
