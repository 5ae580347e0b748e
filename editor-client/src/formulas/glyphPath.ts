/** What the letters of a path are followed by: M, L and T by a point, H and V by a coordinate, Q and C by points of which the last is where the pen ends. */
const Coordinates: Record<string, number> = { M: 2, L: 2, T: 2, H: 1, V: 1, Q: 4, C: 6, Z: 0 };

/** The outline of a glyph in relative coordinates, which have fewer digits. Throws where it is no outline as MathJax has them. */
export function shortPath(path: string): string {
  let x = 0;
  let y = 0;
  let written = "";
  let from = [0, 0];
  const steps = [...path.matchAll(/\s*([MLHVQTCZ])([-\d., ]*)/g)];
  if (steps.reduce((length, step) => length + step[0].length, 0) !== path.length)
    throw new Error("no outline");
  for (const [, letter = "", values = ""] of steps) {
    const numbers = values.split(/[ ,]+|(?=-)/).filter(value => value !== "").map(Number);
    const step = Coordinates[letter] ?? 0;
    if (numbers.some(number => !Number.isFinite(number)) || (step === 0 ? numbers.length > 0 : numbers.length === 0 || numbers.length % step !== 0))
      throw new Error("no outline");
    if (letter === "Z") {
      [x = 0, y = 0] = from;
      written += "z";
      continue;
    }
    for (let i = 0; i < numbers.length; i += step) {
      const ends = numbers.slice(i, i + step);
      const relative = ends.map((end, at) => end - (letter === "V" || at % 2 === 1 ? y : x));
      // A path that begins relatively begins at 0, 0.
      written += letter.toLowerCase() + relative.map(value => String(Number(value.toFixed(1)) || 0)).join(" ").replaceAll(" -", "-");
      x = letter === "V" ? x : ends.at(letter === "H" ? -1 : -2) ?? x;
      y = letter === "H" ? y : ends.at(-1) ?? y;
      if (letter === "M")
        from = [x, y];
    }
  }

  // The same letter need not be said again.
  return written.replace(/([a-z])[^a-z]*(?:\1[^a-z]+)+/g, run => run.charAt(0) + run.slice(1).replaceAll(run.charAt(0), " ").replaceAll(" -", "-"));
}
