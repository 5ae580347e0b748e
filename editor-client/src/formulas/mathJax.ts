import { liteAdaptor } from "mathjax-full/js/adaptors/liteAdaptor.js";
import { RegisterHTMLHandler } from "mathjax-full/js/handlers/html.js";
import { TeX } from "mathjax-full/js/input/tex.js";
import "mathjax-full/js/input/tex/ams/AmsConfiguration.js";
import "mathjax-full/js/input/tex/base/BaseConfiguration.js";
import "mathjax-full/js/input/tex/textmacros/TextMacrosConfiguration.js";
import { mathjax } from "mathjax-full/js/mathjax.js";
import { SVG } from "mathjax-full/js/output/svg.js";
import type { LiteElement } from "mathjax-full/js/adaptors/lite/Element.js";
import { compactSvg } from "./compactSvg";
import { inLines } from "./lines";
import { Refused } from "./refused";
import { UnitsPerEx, type Typeset } from "./typeset";

/** In em. What letters take that MathJax has not; the drawing then has them in just this width, whatever the reader's font. */
const WidthOfLetter = 0.55;

/** In pixels. Indices of indices are no smaller than 8 pixels: with this, the drawing is the same at each size. */
const Em = 16;

const adaptor = liteAdaptor({ unknownCharWidth: WidthOfLetter });
RegisterHTMLHandler(adaptor);

// Without the packages that define macros, load packages, or write links, classes and styles. Errors are thrown: else they would be drawn.
const tex = new TeX<LiteElement, unknown, unknown>({
  packages: ["base", "ams", "textmacros", Refused],
  formatError: (_: unknown, error: Error) => {
    throw error;
  },
});

const document = mathjax.document("", { InputJax: tex, OutputJax: new SVG({ fontCache: "local", localID: "" }) });

/** In ex. What is wider is broken into lines where it can be: a hover is about as wide. */
const Widest = 72;

/** Throws where the LaTeX is wrong, or draws what a formula has no need of. */
export function typeset(latex: string, display: boolean): Typeset {
  const drawn = draw(latex, display);
  const broken = display && drawn.width > Widest ? inLines(latex, Widest / drawn.width) : undefined;
  return broken === undefined ? drawn : draw(broken, display);
}

function draw(latex: string, display: boolean): Typeset {
  const container = document.convert(latex, { display, em: Em, ex: Em * UnitsPerEx / 1000, containerWidth: 1e6 }) as LiteElement;
  const [drawn] = container.children;
  if (drawn === undefined || !("attributes" in drawn))
    throw new Error("nothing is drawn");
  return compactSvg(drawn, text => adaptor.nodeSize(adaptor.node("text", {}, [adaptor.text(text)]))[0]);
}
