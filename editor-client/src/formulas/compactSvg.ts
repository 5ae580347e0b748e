import type { LiteElement, LiteNode } from "mathjax-full/js/adaptors/lite/Element.js";
import type { LiteText } from "mathjax-full/js/adaptors/lite/Text.js";
import { shortPath } from "./glyphPath";
import { UnitsPerEx, type Typeset } from "./typeset";

/** More than any screen holds. */
const Largest = 1000 * UnitsPerEx;

/** From the units of what it stands in: first scaled, then moved. */
interface Place {
  x: number;
  y: number;
  scaleX: number;
  scaleY: number;
}

type Figure =
  | { kind: "glyph"; id: string; path: string; place: Place }
  | { kind: "bar"; x: number; y: number; width: number; height: number; place: Place }
  | { kind: "text"; text: string; size: number; style: string; length: number; place: Place }
  | { kind: "window"; x: number; y: number; width: number; height: number; view: string; figures: Figure[]; place: Place };

class Unsupported extends Error {}

/**
 * What MathJax drew, written anew from its figures alone: glyphs, bars, and text in the reader's fonts for letters that MathJax has none for. Everything else, such as a link,
 * has the formula refused, and no attribute is taken over that is not a number or a glyph's outline. It is also a third of the size.
 */
export function compactSvg(drawn: LiteElement, widthOfText: (text: string) => number): Typeset {
  const [left, top, width, height] = numbersOf(attribute(drawn, "viewBox"), 4) as [number, number, number, number];
  if (left !== 0)
    throw new Unsupported("viewBox");
  const above = Math.ceil(-top);
  const below = Math.max(Math.ceil(height + top), 1 - above);
  const paths = new Map<string, string>();
  const figures = joined(figuresOf(drawn.children, { x: 0, y: 0, scaleX: 1, scaleY: 1 }, paths, widthOfText), widthOfText);
  if (figures.length === 0)
    throw new Unsupported("nothing");
  if (Math.max(width, above + below) > Largest)
    throw new Unsupported("size");
  const size = { width: Math.ceil(width) / UnitsPerEx, height: (above + below) / UnitsPerEx, depth: below / UnitsPerEx };
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' width='${short(size.width, 3)}ex' height='${short(size.height, 3)}ex' viewBox='0 ${-above} ${Math.ceil(width)} ${above + below}' fill='currentColor'>`;
  return { svg: svg + write(figures) + "</svg>", ...size };
}

function figuresOf(nodes: LiteNode[], place: Place, paths: Map<string, string>, widthOfText: (text: string) => number): Figure[] {
  const figures: Figure[] = [];
  for (const node of nodes) {
    if (!isElement(node))
      throw new Unsupported("text");
    const own = within(place, placeOf(attribute(node, "transform")));
    switch (node.kind) {
      case "defs":
        for (const path of node.children)
          if (isElement(path) && path.kind === "path")
            paths.set(attribute(path, "id"), outlineOf(attribute(path, "d")));
        break;
      case "g":
        figures.push(...figuresOf(node.children, own, paths, widthOfText));
        break;
      case "use": {
        const id = attribute(node, "xlink:href").slice(1);
        const path = paths.get(id);
        if (path === undefined)
          throw new Unsupported("use");
        figures.push({ kind: "glyph", id: id.replace(/^MJX-TEX-/, ""), path, place: own });
        break;
      }
      case "rect":
        // One with a colour of its own is a frame or a background.
        if (attribute(node, "fill") !== "" || attribute(node, "stroke") !== "")
          throw new Unsupported("rect");
        figures.push({ kind: "bar", ...boxOf(node), place: own });
        break;
      case "text":
        figures.push(textOf(node, own, widthOfText));
        break;
      case "svg":
        figures.push({
          kind: "window", ...boxOf(node), view: numbersOf(attribute(node, "viewBox"), 4).map(number => short(number)).join(" "),
          figures: figuresOf(node.children, { x: 0, y: 0, scaleX: 1, scaleY: 1 }, paths, widthOfText), place: own,
        });
        break;
      default:
        throw new Unsupported(node.kind);
    }
  }

  return figures;
}

function textOf(node: LiteElement, place: Place, widthOfText: (text: string) => number): Figure {
  const text = node.children.map(child => (child as LiteText).value).join("");
  const size = numbersOf(attribute(node, "font-size").replace(/px$/, ""), 1)[0] ?? 0;
  const style = (attribute(node, "font-style") === "" ? "" : " font-style='italic'") + (attribute(node, "font-weight") === "" ? "" : " font-weight='bold'");
  return { kind: "text", text, size, style, length: widthOfText(text) * size, place };
}

/** Letters of one word go into one text: scripts that join their letters, or run to the left, are read only so. */
function joined(figures: Figure[], widthOfText: (text: string) => number): Figure[] {
  const words: Figure[] = [];
  for (const figure of figures) {
    const last = words.at(-1);
    if (figure.kind === "text" && last?.kind === "text" && figure.size === last.size && figure.style === last.style && figure.place.scaleX === last.place.scaleX
      && figure.place.y === last.place.y && Math.abs(last.place.x + last.length * last.place.scaleX - figure.place.x) < 1)
      words[words.length - 1] = { ...last, text: last.text + figure.text, length: widthOfText(last.text + figure.text) * last.size };
    else
      words.push(figure);
  }

  return words;
}

/** The outlines that occur more than once are written once. Glyphs are named by font and letter, so that formulas on one page may share them. */
function write(figures: Figure[]): string {
  const times = new Map<string, number>();
  const paths = new Map<string, string>();
  count(figures);
  const shared = [...paths].filter(([id]) => (times.get(id) ?? 0) > 1).map(([id, path]) => `<path id='${id}' d='${path}'/>`).join("");
  return (shared === "" ? "" : `<defs>${shared}</defs>`) + writeAll(figures);

  function count(among: Figure[]): void {
    for (const figure of among)
      if (figure.kind === "glyph") {
        times.set(figure.id, (times.get(figure.id) ?? 0) + 1);
        paths.set(figure.id, figure.path);
      } else if (figure.kind === "window")
        count(figure.figures);
  }

  /** By scale: there are few (the formula's, that of its indices), and what is drawn in one colour may be drawn in any order. */
  function writeAll(among: Figure[]): string {
    const byScale = new Map<string, Figure[]>();
    for (const figure of among) {
      const scale = `${short(figure.place.scaleX, 4)} ${short(figure.place.scaleY, 4)}`;
      byScale.set(scale, [...byScale.get(scale) ?? [], figure]);
    }

    return [...byScale].map(([scale, all]) => (scale === "1 1" ? "<g>" : `<g transform='scale(${scale})'>`) + all.map(writeOne).join("") + "</g>").join("");
  }

  function writeOne(figure: Figure): string {
    const x = figure.place.x / figure.place.scaleX;
    const y = figure.place.y / figure.place.scaleY;
    switch (figure.kind) {
      case "glyph":
        if ((times.get(figure.id) ?? 0) > 1)
          return `<use href='#${figure.id}'${position(x, y)}/>`;
        return `<path d='${figure.path}'${short(x) === "0" && short(y) === "0" ? "" : ` transform='translate(${short(x)} ${short(y)})'`}/>`;
      case "bar":
        return `<rect${position(x + figure.x, y + figure.y)} width='${short(figure.width)}' height='${short(figure.height)}'/>`;
      case "text":
        return `<text${position(x, y)} font-size='${short(figure.size)}' font-family='serif'${figure.style} textLength='${short(figure.length)}' lengthAdjust='spacingAndGlyphs'>${escaped(figure.text)}</text>`;
      case "window":
        return `<svg${position(x + figure.x, y + figure.y)} width='${short(figure.width)}' height='${short(figure.height)}' viewBox='${figure.view}'>${writeAll(figure.figures)}</svg>`;
    }
  }
}

function position(x: number, y: number): string {
  return (short(x) === "0" ? "" : ` x='${short(x)}'`) + (short(y) === "0" ? "" : ` y='${short(y)}'`);
}

function placeOf(transform: string): Place {
  let place: Place = { x: 0, y: 0, scaleX: 1, scaleY: 1 };
  for (const [, name, values] of parts(transform)) {
    const [first = 0, second] = numbersOf(values ?? "");
    if (name === "translate")
      place = within(place, { x: first, y: second ?? 0, scaleX: 1, scaleY: 1 });
    else
      place = within(place, { x: 0, y: 0, scaleX: first, scaleY: second ?? first });
  }

  return place;
}

function parts(transform: string): RegExpMatchArray[] {
  const found = [...transform.matchAll(/\s*(translate|scale)\(([^()]*)\)\s*/g)];
  if (found.reduce((length, part) => length + part[0].length, 0) !== transform.length)
    throw new Unsupported("transform");
  return found;
}

function within(outer: Place, inner: Place): Place {
  return { x: outer.x + outer.scaleX * inner.x, y: outer.y + outer.scaleY * inner.y, scaleX: outer.scaleX * inner.scaleX, scaleY: outer.scaleY * inner.scaleY };
}

function boxOf(node: LiteElement): { x: number; y: number; width: number; height: number } {
  const [x = 0, y = 0, width = 0, height = 0] = ["x", "y", "width", "height"].map(name => numbersOf(attribute(node, name) || "0", 1)[0]);
  return { x, y, width, height };
}

/** Of the glyphs that have occurred: MathJax has about a thousand. */
const outlines = new Map<string, string>();

function outlineOf(path: string): string {
  let outline = outlines.get(path);
  if (outline === undefined)
    outlines.set(path, outline = shortPath(path));
  return outline;
}

function numbersOf(text: string, howMany?: number): number[] {
  const numbers = text.trim().split(/[\s,]+/).map(Number);
  if (numbers.some(number => !Number.isFinite(number)) || (howMany !== undefined && numbers.length !== howMany))
    throw new Unsupported("number");
  return numbers;
}

function short(number: number, digits = 0): string {
  if (!Number.isFinite(number))
    throw new Unsupported("number");
  return String(Number(number.toFixed(digits)) || 0).replace(/^(-?)0\./, "$1.");
}

function attribute(node: LiteElement, name: string): string {
  return String(node.attributes[name] ?? "");
}

function isElement(node: LiteNode): node is LiteElement {
  return "attributes" in node;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, letter => `&#${letter.charCodeAt(0)};`);
}
