import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hoverText, LongestHover, typesetHover } from "../../src/formulas/hover";
import type { Look } from "../../src/formulas/image";
import type { Typeset } from "../../src/formulas/typeset";
import { Typesetter } from "../../src/formulas/typesetter";
import type { HoverPart } from "../../src/protocol";
import { bundledWorker } from "./bundledWorker";
import { randomOf, textOf } from "./random";
import { Elman, Gru, Lstm } from "./samples";
import { code, fenced, latex, words } from "./server";
import { all, marked, parseSvg, rendered, tags, type Element } from "./vscodeHover";

const look: Look = { color: "#cccccc", fontSize: 14 };

const drawing: Typeset = { svg: "<svg xmlns='http://www.w3.org/2000/svg' width='1ex' height='2ex' viewBox='0 -442 442 884' fill='currentColor'><g transform='scale(1 -1)'><text>字%#&#60;</text></g></svg>", width: 1, height: 2, depth: 0.5 };

const inline = (markdown: string): HoverPart => ({ markdown, latex: "x", display: false });
const display = (markdown: string): HoverPart => ({ markdown, latex: "x", display: true });

function images(markdown: string): Element[] {
  return [...rendered(markdown).body.querySelectorAll("img")];
}

function drawingOf(image: Element | undefined): Element {
  const source = image?.getAttribute("src") ?? "";
  expect(source).toMatch(/^data:image\/svg\+xml,/);
  return parseSvg(decodeURIComponent(source.slice(source.indexOf(",") + 1)));
}

describe("a hover", () => {
  it("has images where formulas were, and the text round them as it was", () => {
    const { value, supportHtml } = hoverText([{ markdown: "**Right**\\_: " }, inline("`W[j,k]`"), { markdown: " is *so*.\n\n" }, display("```text\na = b\n```"), { markdown: "\n\nend" }], [undefined, drawing, undefined, drawing, undefined], look);
    expect(supportHtml).toBe(true);
    const { body } = rendered(value);
    expect(body.innerHTML.replace(/ src="[^"]*"/g, "")).toBe(
      '<p><strong>Right</strong>_: <span><img width="8" height="15" align="absmiddle" alt="W[j,k]"></span> is <em>so</em>.</p>\n<p><span><img width="8" height="14" alt="a = b"></span></p>\n<p>end</p>\n');
  });

  it("has a paragraph of its own for a displayed formula, wherever it stands", () => {
    const { value } = hoverText([{ markdown: "a\n" }, display("```text\nb\n```"), { markdown: "\n\\<b\\>c" }, display("`d`"), { markdown: "*e*" }], [undefined, drawing, undefined, drawing, undefined], look);
    expect([...rendered(value).body.children].map(one => one.textContent || "image")).toEqual(["a", "image", "<b>c", "image", "e"]);
  });

  it("is no HTML after an image that has its line alone", () => {
    const { value } = hoverText([inline("`a`"), { markdown: "\n\\<b\\>bold\\</b\\> *em*" }], [drawing, undefined], look);
    expect(tags(rendered(value).body)).toEqual(["em", "img", "p", "span"]);
    expect(rendered(value).body.textContent).toContain("<b>bold</b> em");
  });

  it("stays as it is where nothing could be typeset", () => {
    expect(hoverText([{ markdown: "a " }, inline("`b`"), display("```text\nc\n```")], [undefined, undefined, undefined], look)).toEqual({ value: "a `b````text\nc\n```", supportHtml: false });
  });

  it("stays text where there might be HTML in it", () => {
    expect(hoverText([{ markdown: "<b>a</b> " }, inline("`b`")], [undefined, drawing], look)).toEqual({ value: "<b>a</b> `b`", supportHtml: false });
    expect(hoverText([{ markdown: "`" }, inline("` `"), { markdown: "`<b>`" }], [undefined, drawing, undefined], look).supportHtml).toBe(false);
  });

  it("shows the drawing in the colour and the size of the text", () => {
    const { value } = hoverText([inline("`a`"), display("`b`")], [drawing, drawing], { color: "#292929", fontSize: 28 });
    const [first, second] = images(value);
    for (const image of [first, second]) {
      const svg = drawingOf(image);
      expect(svg.getAttribute("fill")).toBe("#292929");
      expect(svg.textContent).toBe("字%#<");
      expect([svg.getAttribute("width"), svg.getAttribute("height")]).toEqual([image?.getAttribute("width"), image?.getAttribute("height")]);
    }
    expect(images(hoverText([display("`b`")], [drawing], { color: "#000\" onload=\"", fontSize: 14 }).value).map(image => drawingOf(image).getAttribute("fill"))).toEqual(["#808080"]);
  });

  it.each([[2, 0.5, 14], [1, 0, 14], [5, 2.5, 14], [8, 4, 14], [4, 0.1, 22], [4, 3.9, 11]])("has inline formulas on the baseline (height %f, depth %f, size %f)", (height, depth, fontSize) => {
    const [image] = images(hoverText([inline("`a`")], [{ ...drawing, height, depth }], { ...look, fontSize }).value);
    const [, top = 0, , tall = 0] = (drawingOf(image).getAttribute("viewBox") ?? "").split(" ").map(Number);
    const unitsPerPixel = tall / Number(image?.getAttribute("height"));
    expect(unitsPerPixel).toBeCloseTo(442 / (fontSize / 2), 1);
    // The middle of the image is half an x above the origin, and all of the formula is in it.
    expect(-(top + tall / 2) / unitsPerPixel).toBeCloseTo(0.26 * fontSize, 1);
    expect(-top).toBeGreaterThanOrEqual((height - depth) * 442 - 1);
    expect(top + tall).toBeGreaterThanOrEqual(depth * 442 - 1);
  });
});

describe("the room that VS Code gives", () => {
  const large = (length: number): Typeset => ({ ...drawing, svg: drawing.svg.replace("字%#&#60;", "a".repeat(length)) });
  const alts = (parts: HoverPart[], typeset: (Typeset | undefined)[]): (string | null)[] => images(hoverText(parts, typeset, look).value).map(image => image.getAttribute("alt"));

  it("goes to displayed formulas first, then to inline ones in turn", () => {
    const parts = [inline("`a`"), { markdown: " " }, inline("`b`"), display("`c`"), display("`d`"), inline("`e`")];
    const typeset = [large(30_000), undefined, large(30_000), large(30_000), large(30_000), large(30_000)];
    expect(alts(parts, typeset)).toEqual(["a", "c", "d"]);
    expect(hoverText(parts, typeset, look).value).toContain("`b`");
  });

  it("is never exceeded", () => {
    for (let length = 1000; length < 40_000; length = Math.round(length * 1.3)) {
      const parts = Array.from({ length: 200 }, (_, i) => i % 3 === 0 ? display(`\`${i}\``) : i % 3 === 1 ? inline(`\`${i}\``) : { markdown: "text " });
      const { value } = hoverText(parts, parts.map(part => part.latex === undefined ? undefined : large(length)), look);
      expect(value.length).toBeLessThanOrEqual(LongestHover);
      expect(value.length).toBeGreaterThan(LongestHover - length - 500);
    }
  });

  it("is not for text to lose", () => {
    const long = "a ".repeat(60_000);
    expect(hoverText([{ markdown: long }, inline("`b`")], [undefined, drawing], look)).toEqual({ value: long + "`b`", supportHtml: false });
  });
});

describe("alternative text", () => {
  it.each(["a", "a\"b", "<b>", "a|b", "`", "``", "a]b", "](command:x)", "&lt;&#60;&", "'", "\\", "*a*_b_", "-->", "]>", "</title>", "a\" onerror=\"alert(1)", "$(bug)", "שלום", "größe", "字", "a  b", "]]>", "--!>"])("is what the text was: %s", name => {
    for (const part of [inline(code(name)), display(fenced(name))]) {
      const { value } = hoverText([{ markdown: "a " }, part, { markdown: " | b" }], [undefined, drawing, undefined], look);
      const [image, ...more] = images(value);
      expect(more).toEqual([]);
      // A space keeps DOMPurify from dropping what looks like the end of something.
      expect(image?.getAttribute("alt")?.replaceAll(" ", "")).toBe(name.replaceAll(" ", ""));
      expect(tags(rendered(value).body)).toEqual(["img", "p", "span"]);
    }
  });

  it("hides no signs", () => {
    const [image] = images(hoverText([inline("`a\u202eb\u2066c\u200dd\u0007`")], [drawing], look).value);
    expect(image?.getAttribute("alt")).toBe("a\\u202Eb\\u2066c\\u200Dd\\u0007");
  });
});

describe("words that the server has escaped", () => {
  const hostile = ["<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "<b>bold</b>", "</p><a href='command:workbench.action.quit'>x</a>", "[x](command:workbench.action.quit)", "![x](b.png)", "<mailto:a>",
    "<!-- x", "&lt;b&gt;", "&#60;b>", "<style>*{}</style>", "**x** _y_ `z` ~~w~~", "| a | b |", "# x", "<svg onload=alert(1)>", "\\<b>", "\\\\<b>", "`<b>`", "<b\u202e>", "<details open ontoggle=alert(1)>",
    "<img src=\"data:image/svg+xml,x\">", "</span></p><b>"];

  it.each(hostile)("are raw text where HTML is allowed: %s", text => {
    const { body } = marked("before " + words(text) + " after");
    expect(tags(body)).toEqual(["p"]);
    expect(body.textContent).toBe(`before ${text.replaceAll("\u202e", "\\u202E")} after\n`);
    const { value, supportHtml } = hoverText([{ markdown: words(text) }, inline("`a`"), { markdown: words(text) + code(text) }], [undefined, drawing, undefined], look);
    expect(supportHtml).toBe(true);
    expect(tags(rendered(value).body)).toEqual(["code", "img", "p", "span"]);
  });

  it.each(["http://a.example/<b>", "![x](http://a.example/b.png)", "www.a.example"])("become links to the web, and nothing else: %s", text => {
    const { value } = hoverText([{ markdown: words(text) }, inline("`a`"), { markdown: words(text) + code(text) }], [undefined, drawing, undefined], look);
    expect(["a", "code", "img", "p", "span"]).toEqual(expect.arrayContaining(tags(rendered(value).body)));
    for (const image of images(value))
      expect(image.getAttribute("src")).toMatch(/^data:image\/svg\+xml,/);
  });
});

describe("with MathJax", () => {
  let worker: Awaited<ReturnType<typeof bundledWorker>>;
  let typesetter: Typesetter;
  beforeAll(async () => {
    worker = await bundledWorker();
    typesetter = new Typesetter(worker.path);
  });
  afterAll(async () => {
    await typesetter.dispose();
    await worker.remove();
  });

  it("a hover of a cell has all its formulas as images", async () => {
    const parts: HoverPart[] = [{ markdown: "**Verified**: `W` is transposed.\n\n" }];
    for (const formula of [...Elman, ...Gru, ...Lstm])
      parts.push({ markdown: "As " }, { markdown: code("W[j,k]"), latex: "W_{j,k}" }, { markdown: " tells:\n\n" }, { markdown: fenced(formula.text), latex: formula.latex, display: true }, { markdown: "\n\n" });
    const { value } = await typesetHover(parts, typesetter, look);
    const base64 = value.replace(/data:image\/svg\+xml,([^"]*)/g, (_, svg: string) => "data:image/svg+xml;base64," + Buffer.from(decodeURIComponent(svg)).toString("base64"));
    console.log(`a hover with 5 displayed formulas and 5 inline has ${value.length} characters; with base64 it would have ${base64.length}`);
    expect(images(value).map(image => image.getAttribute("alt"))).toEqual([...Elman, ...Gru, ...Lstm].flatMap(formula => ["W[j,k]", formula.text]));
    expect(value.length).toBeLessThan(60_000);
  });

  it("any name is text, in the formulas and round them", async () => {
    const pieces = ["a", "b1", "_", "W", "$", "%", "#", "&", "{", "}", "^", "~", "\\", "<", ">", "\"", "'", "`", "*", "|", "[", "]", "(", ")", "!", " ", "\n", "-", "=", "/", ";", "字", "ü", "ש", "\u202e", "\u2066", "\u200b",
      "\u0000", "\ud800", "𝛿", "<b>", "</b>", "<img src=x>", "<script>", "-->", "]]>", "&lt;", "&#60;", "javascript:", "command:", "\\href{a}", "\\text{", "$x$", "](command:a)", "![", "http://a.example", "\\def", "\\frac", "\u0301"];
    const next = randomOf(7);
    let typeset = 0;
    for (let i = 0; i < 150; i++) {
      const name = textOf(pieces, 6, next);
      const parts: HoverPart[] = [
        { markdown: "x" + words(name) + " " }, { markdown: code(name + "ᵗ"), latex: latex(name) + "_{j}^{(t)}" }, { markdown: "\n\n" },
        { markdown: fenced(name + " = 1"), latex: `\\frac{\\partial ${latex(name)}}{\\partial a}`, display: true }, { markdown: "\n\n" + words(name) + "x" },
      ];
      const { value, supportHtml } = await typesetHover(parts, typesetter, look);
      const { body } = rendered(value);
      const found = all(body);
      expect(["img", "p", "span", "code", "pre", "br", "strong", "a"].filter(tag => tag !== "a" || name.includes("http")), JSON.stringify(name)).toEqual(expect.arrayContaining(tags(body)));
      for (const image of found.filter(element => element.tagName === "IMG")) {
        expect([...image.attributes].map(attribute => attribute.name).filter(attribute => attribute !== "align").sort()).toEqual(["alt", "height", "src", "width"]);
        for (const element of all(drawingOf(image)))
          expect(["defs", "g", "path", "use", "rect", "text", "svg"]).toContain(element.tagName);
        typeset++;
      }
      for (const link of found.filter(element => element.tagName === "A"))
        expect(link.getAttribute("href")).toMatch(/^http:\/\/a\.example/);
      expect(supportHtml).toBe(found.some(element => element.tagName === "IMG"));
    }
    expect(typeset).toBeGreaterThan(50);
  }, 60_000);
});
