/** What a fix changes, as the lines of a unified diff. */
import { structuredPatch } from "diff";

export interface Edit {
  /** Offsets into the text before. */
  start: number;
  end: number;
  text: string;
}

const context = 2;

/** Edits do not overlap. */
export function applied(text: string, edits: readonly Edit[]): string {
  return [...edits].sort((a, b) => b.start - a.start).reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}

/** The hunks alone: what file it is stands above them. */
export function fixDiff(text: string, edits: readonly Edit[]): string {
  const { hunks } = structuredPatch("", "", text, applied(text, edits), undefined, undefined, { context });
  return hunks.map((hunk) => `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@\n${hunk.lines.join("\n")}\n`).join("");
}
