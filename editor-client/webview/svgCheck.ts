/** Typeset formulas come as text. They are shown only after a look at every element and attribute of them. */

const elements = new Set(["svg", "g", "path", "use", "defs", "rect", "text"]);

const attributes = new Set(["xmlns", "xmlns:xlink", "id", "d", "x", "y", "width", "height", "viewBox", "transform", "fill", "stroke", "stroke-width", "role", "focusable", "aria-hidden", "font-size", "font-family", "font-style", "font-weight", "textLength", "lengthAdjust", "text-anchor", "preserveAspectRatio"]);

let inserted = 0;

/** Null for what is not a drawing of nothing but shapes. Ids are made anew, so that the same formula can stand in several places. */
export function checkedSvg(text: string): SVGSVGElement | null {
  if (text.includes("<!"))
    return null;
  // Even where it is only parsed, the page's policy would count a style attribute as a violation.
  const parsed = new DOMParser().parseFromString(text.replace(/\sstyle="[^"<>]*"/g, ""), "image/svg+xml");
  const root = parsed.documentElement;
  if (root.localName !== "svg" || parsed.querySelector("parsererror"))
    return null;
  const prefix = `f${++inserted}-`;
  for (const element of [root, ...root.querySelectorAll("*")])
    if (element.namespaceURI !== "http://www.w3.org/2000/svg" || !elements.has(element.localName) || !checkAttributes(element, prefix))
      return null;
  return document.importNode(root, true) as unknown as SVGSVGElement;
}

function checkAttributes(element: Element, prefix: string): boolean {
  for (const { name, value } of [...element.attributes]) {
    if (name === "style" || name === "class" || name.startsWith("data-"))
      element.removeAttribute(name);
    else if (name === "href" || name === "xlink:href") {
      if (!/^#[\w-]+$/.test(value))
        return false;
      element.setAttribute(name, `#${prefix}${value.slice(1)}`);
    } else if (!attributes.has(name) || /url\s*\(|script:/i.test(value))
      return false;
    else if (name === "id")
      element.setAttribute(name, prefix + value);
  }
  return true;
}
