/** Places of a cell in the editor's positions, which count from 0. */
import type { Cell, Place, Position } from "../protocol";

export interface Change {
  start: Position;
  end: Position;
  text: string;
}

export interface Span {
  start: Position;
  end: Position;
}

export function spanOf(place: Place): Span {
  return { start: { line: place.line - 1, character: place.column - 1 }, end: { line: place.endLine - 1, character: place.endColumn - 1 } };
}

/** The steps that have a place round a position. Where a place spans lines, all of its lines count. */
export function stepsAt(cell: Cell, isFile: (file: string) => boolean, position: Position): number[] {
  return cell.steps.flatMap((step, i) => step.places.some((place) => isFile(place.file) && isWithin(spanOf(place), position)) ? [i] : []);
}

/** All files that a cell's places and findings are in. */
export function filesOf(cell: Cell): string[] {
  return [...new Set([...cell.findings.flatMap(({ file }) => file ?? []), ...cell.steps.flatMap(({ places }) => places.map(({ file }) => file))])];
}

/** Where a position is after a change before it. */
export function moved(position: Position, { start, end, text }: Change): Position {
  if (isBefore(position, start))
    return position;
  const lines = text.split("\n"), last = (lines.at(-1) ?? "").length, added = lines.length - 1;
  if (isBefore(position, end))
    return start;
  return position.line === end.line
    ? { line: start.line + added, character: position.character - end.character + last + (added === 0 ? start.character : 0) }
    : { line: position.line + added - (end.line - start.line), character: position.character };
}

function isWithin({ start, end }: Span, position: Position): boolean {
  return !isBefore(position, start) && !isBefore(end, position);
}

function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}
