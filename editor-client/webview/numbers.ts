/** Numbers of Jacobians as text and as colours: the same digits and the same scale as in the page that `rnnlint explain` writes. */

const digits = 3, mostDecimals = 15;

/** How many shades there are on either side of zero. */
export const shades = 4;

export function largestOf(...matrices: number[][][]): number {
  return Math.max(0, ...matrices.flat(2).map(Math.abs));
}

/** As many decimal places as show three digits of the largest number. */
export function decimalsFor(largest: number): number {
  return largest > 0 ? Math.max(0, Math.min(mostDecimals, digits - 1 - Math.floor(Math.log10(largest)))) : 0;
}

/** Nothing is less than zero that rounds to it. */
export function fixed(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** From −4 to 4. */
export function shadeOf(value: number, largest: number): number {
  return largest > 0 ? Math.sign(value) * Math.round(shades * Math.abs(value) / largest) : 0;
}

/** The name of a shade in the style sheet. */
export function shadeClass(shade: number): string {
  return shade === 0 ? "zero" : shade < 0 ? `n${-shade}` : `p${shade}`;
}

/** A relative error or a ratio, to three digits. */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value))
    return "–";
  const size = Math.abs(value);
  const text = size === 0 ? "0" : size >= 1e5 || size < 1e-3 ? size.toExponential(1).replace("-", "−") : String(Number(size.toPrecision(3)));
  return value < 0 ? `−${text}` : text;
}
