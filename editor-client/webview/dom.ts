/** Elements made by hand: text goes in as text, never as markup. */

export type Child = Node | string | number | null | undefined | false;

type Value = string | number | boolean | null | undefined;

type Listeners = { [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void };

/** Attributes, and listeners to events. Styles are no attribute: the page's policy allows none. */
export interface Props {
  on?: Listeners;
  [attribute: string]: Value | Listeners;
}

const svgNamespace = "http://www.w3.org/2000/svg";

export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props | null, ...children: Child[]): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), props ?? {}, children);
}

export function svg<K extends keyof SVGElementTagNameMap>(tag: K, props: Props | null, ...children: Child[]): SVGElementTagNameMap[K] {
  return fill(document.createElementNS(svgNamespace, tag), props ?? {}, children);
}

function fill<T extends HTMLElement | SVGElement>(element: T, { on, ...attributes }: Props, children: Child[]): T {
  for (const [name, value] of Object.entries(attributes))
    if (value !== null && value !== undefined && value !== false && typeof value !== "object")
      element.setAttribute(name, value === true ? "" : typeof value === "number" ? String(Math.round(value * 100) / 100) : visible(value));
  for (const [name, listener] of Object.entries(on ?? {}))
    element.addEventListener(name, listener as EventListener);
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false).map((child) => child instanceof Node ? child : visible(String(child))));
  return element;
}

/** Text in which nothing is hidden: what has no shape of its own, or turns the letters round it, stands as its escape in C#. Line ends stay. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0, digits = code.toString(16).toUpperCase();
    if (character === "\n")
      return character;
    return code > 0xffff ? `\\U${digits.padStart(8, "0")}` : `\\u${digits.padStart(4, "0")}`;
  });
}

let made = 0;

/** An id that nothing else on the page has. */
export function freshId(): string {
  return `e${++made}`;
}

/** A button that does something at once. */
export function button(text: string, press: () => void, props: Props = {}): HTMLButtonElement {
  return h("button", { type: "button", ...props, on: { click: press } }, text);
}
