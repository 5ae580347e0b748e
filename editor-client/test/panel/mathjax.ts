import { liteAdaptor } from "mathjax-full/js/adaptors/liteAdaptor.js";
import { RegisterHTMLHandler } from "mathjax-full/js/handlers/html.js";
import { TeX } from "mathjax-full/js/input/tex.js";
import { AllPackages } from "mathjax-full/js/input/tex/AllPackages.js";
import { mathjax } from "mathjax-full/js/mathjax.js";
import { SVG } from "mathjax-full/js/output/svg.js";
import type { FormulaImage } from "../../src/panel/messages";

const adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);
const document = mathjax.document("", { InputJax: new TeX({ packages: AllPackages }), OutputJax: new SVG({ fontCache: "local" }) });

/** A formula as MathJax draws it. */
export function typeset(latex: string, display: boolean): FormulaImage {
  const container = document.convert(latex, { display }) as Parameters<typeof adaptor.innerHTML>[0];
  const svg = adaptor.innerHTML(container);
  const size = (name: string): number => Number(new RegExp(`${name}="([\\d.]+)ex"`).exec(svg)?.[1] ?? 0);
  return { svg, width: size("width"), height: size("height"), depth: Number(/vertical-align: -([\d.]+)ex/.exec(svg)?.[1] ?? 0) };
}
