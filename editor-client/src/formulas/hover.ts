import type { HoverPart } from "../protocol";
import { plainText } from "./altText";
import { mayHoldHtml } from "./html";
import { imageOf, type Look } from "./image";
import type { Typeset } from "./typeset";
import type { Typesetter } from "./typesetter";

/** VS Code cuts Markdown off at 100,000 characters, images included. */
export const LongestHover = 95_000;

/** Markdown that is not to be trusted. HTML is for the images in it, and needed where there are some. */
export interface HoverText {
  value: string;
  supportHtml: boolean;
}

/** A hover with its formulas typeset, as far as they can be in time and fit. The rest stays as the server has written it. */
export async function typesetHover(parts: HoverPart[], typesetter: Pick<Typesetter, "typesetAll">, look: Look): Promise<HoverText> {
  const formulas = parts.flatMap(({ latex, display = false }) => latex === undefined ? [] : [{ latex, display }]);
  const drawn = await typesetter.typesetAll(formulas);
  let next = 0;
  return hoverText(parts, parts.map(part => part.latex === undefined ? undefined : drawn[next++]), look);
}

/** `typeset` has the drawing of each part, where there is one. */
export function hoverText(parts: HoverPart[], typeset: (Typeset | undefined)[], look: Look): HoverText {
  const images = fitting(parts, typeset, look);
  const withImages = written(parts, images);
  if (images.every(image => image === undefined) || mayHoldHtml(written(parts, images.map(image => image === undefined ? undefined : "image"))))
    return { value: parts.map(part => part.markdown).join(""), supportHtml: false };
  return { value: withImages, supportHtml: true };
}

/** Displayed formulas come first, being the ones that are hard to read as text. */
function fitting(parts: HoverPart[], typeset: (Typeset | undefined)[], look: Look): (string | undefined)[] {
  const images = parts.map<string | undefined>(() => undefined);
  let length = parts.reduce((sum, part) => sum + part.markdown.length, 0);
  for (const display of [true, false])
    for (const [i, part] of parts.entries()) {
      const drawn = typeset[i];
      if (drawn === undefined || (part.display ?? false) !== display)
        continue;
      const image = imageOf(drawn, display, plainText(part.markdown), look);
      const more = image.length + (display ? 2 * Break.length : 0) - part.markdown.length;
      if (length + more > LongestHover)
        continue;
      length += more;
      images[i] = image;
    }

  return images;
}

/** Between paragraphs. */
const Break = "\n\n";

function written(parts: HoverPart[], images: (string | undefined)[]): string {
  let text = "";
  for (const [i, part] of parts.entries()) {
    const image = images[i];
    if (image === undefined)
      text += part.markdown;
    else if (part.display === true)
      text += (text === "" || text.endsWith(Break) ? "" : Break) + image + Break;
    else
      text += image;
  }

  return text;
}
