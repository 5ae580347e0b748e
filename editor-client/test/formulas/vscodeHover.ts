/** What VS Code makes of a hover: its Markdown through marked, the HTML through DOMPurify with the rules of markdownRenderer.ts there. */
import { createRequire } from "node:module";
import createPurifier from "dompurify";
import { Marked } from "marked";

export interface Element {
  tagName: string;
  textContent: string;
  innerHTML: string;
  attributes: Iterable<{ name: string; value: string }>;
  children: Iterable<Element>;
  getAttribute(name: string): string | null;
  querySelectorAll(selector: string): Iterable<Element>;
  closest(selector: string): Element | null;
}

export interface Document {
  body: Element;
  documentElement: Element;
}

interface Window {
  DOMParser: new () => { parseFromString(text: string, type: string): Document };
}

// The types of jsdom bring those of the browser into all files.
const { JSDOM } = createRequire(import.meta.url)("jsdom") as { JSDOM: new (text: string) => { window: Window } };
const { window } = new JSDOM("");
const parser = new window.DOMParser();
const purifier = createPurifier(window as unknown as Parameters<typeof createPurifier>[0]);

const AllowedTags = ["a", "abbr", "b", "bdo", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption",
  "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "label", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "small", "source", "span",
  "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "video", "wbr", "input"];

const AllowedAttributes = ["align", "autoplay", "alt", "colspan", "controls", "draggable", "height", "href", "loop", "muted", "playsinline", "poster", "rowspan", "src", "target", "title",
  "type", "width", "start", "checked", "disabled", "value", "data-code", "data-href"];

const MostCharacters = 100_000;

/** As it comes out of marked, before anything is taken away. */
export function marked(markdown: string): Document {
  return parser.parseFromString(htmlOf(markdown), "text/html");
}

/** True where marked takes a piece of it for HTML. */
export function htmlIn(markdown: string): boolean {
  let found = false;
  const walking = new Marked({ walkTokens: token => {
    found ||= token.type === "html";
  } });
  walking.parse(markdown, { async: false });
  return found;
}

export function rendered(markdown: string): Document {
  return parser.parseFromString(purifier.sanitize(htmlOf(markdown), { ALLOWED_TAGS: AllowedTags, ALLOWED_ATTR: AllowedAttributes, ALLOW_UNKNOWN_PROTOCOLS: true }), "text/html");
}

function htmlOf(markdown: string): string {
  return new Marked().parse(markdown.slice(0, MostCharacters), { async: false });
}

export function parseSvg(svg: string): Element {
  const { documentElement } = parser.parseFromString(svg, "image/svg+xml");
  if (documentElement.tagName !== "svg" || [...documentElement.querySelectorAll("parsererror")].length > 0)
    throw new Error("no SVG: " + svg);
  return documentElement;
}

export function all(element: Element): Element[] {
  return [...element.querySelectorAll("*")];
}

export function tags(element: Element): string[] {
  return [...new Set(all(element).map(one => one.tagName.toLowerCase()))].sort();
}
