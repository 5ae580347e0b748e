import { attributeValue } from "./altText";
import { UnitsPerEx, type Typeset } from "./typeset";

export interface Look {
  /** As #rrggbb. */
  color: string;
  /** In pixels. */
  fontSize: number;
}

/** Of the text's font, in em: about that of the fonts that VS Code uses on any system. */
const HeightOfX = 0.52;

/** In units of the drawing: letters in italics reach a little out of their box. */
const Margin = 30;

/**
 * An image for a hover. An image sees neither the colour nor the size of the text round it, so it is given both. It stands in a span: a tag alone on its line would begin a block of
 * HTML, in which what follows would be no Markdown any more.
 */
export function imageOf(typeset: Typeset, display: boolean, text: string, look: Look): string {
  const { x, y, width, height, unitsPerPixel } = boxOf(typeset, display, look.fontSize);
  const view = [x, y, width * unitsPerPixel, height * unitsPerPixel].map(number => String(Number(number.toFixed(1)))).join(" ");
  const color = /^#[0-9a-f]{3,8}$/i.test(look.color) ? look.color : "#808080";
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' width='${width}' height='${height}' viewBox='${view}' fill='${color}'>` + typeset.svg.slice(typeset.svg.indexOf(">") + 1);
  return `<span><img src="${dataUri(svg)}" width="${width}" height="${height}"${display ? "" : ' align="absmiddle"'} alt="${attributeValue(text)}"></span>`;
}

/**
 * In whole pixels. What is aligned "absmiddle" has its middle half an x above the baseline of the text: a formula gets as much room above or below that its own baseline is
 * that of the text. VS Code lets no other alignment through.
 */
function boxOf({ width, height, depth }: Typeset, display: boolean, fontSize: number): { x: number; y: number; width: number; height: number; unitsPerPixel: number } {
  const unitsPerPixel = UnitsPerEx / (fontSize / 2);
  let above = (height - depth) * UnitsPerEx;
  let below = depth * UnitsPerEx;
  if (!display) {
    const middle = HeightOfX * fontSize * unitsPerPixel / 2;
    const reach = Math.max(above - middle, below + middle);
    above = reach + middle;
    below = reach - middle;
  }
  const pixels = { width: Math.ceil((width * UnitsPerEx + 2 * Margin) / unitsPerPixel), height: Math.ceil((above + below) / unitsPerPixel) };
  const more = pixels.height * unitsPerPixel - above - below;
  return { x: -Margin, y: -above - more / 2, ...pixels, unitsPerPixel };
}

/** Percent-encoded: a fifth shorter than base64, for there is little in a drawing that has to be encoded. What is left means nothing in Markdown, in an attribute or in an address. */
function dataUri(svg: string): string {
  return "data:image/svg+xml," + svg.replace(/[^A-Za-z0-9 ='/.,:;()-]/gu, encodeURIComponent);
}
