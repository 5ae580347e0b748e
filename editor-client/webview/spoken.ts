/** A formula's text in words, for those who hear it. */

const words: [RegExp, string][] = [
  [/⁽([^⁾]*)⁾/gu, " at step $1 "],
  [/(\p{L})\u0302/gu, "$1 hat "],
  [/Σ(\p{L})?/gu, " sum over $1 of "],
  [/∂/gu, " d "],
  [/[′']/gu, " prime "],
  [/²/gu, " squared "],
  [/·/gu, " times "],
  [/\//gu, " over "],
  [/−/gu, " minus "],
  [/\+/gu, " plus "],
  [/=/gu, " equals "],
  [/δ/gu, " delta "],
  [/σ/gu, " sigma "],
  [/\[([^\]]*)\]/gu, " at $1 "],
];

const raised: Record<string, string> = { "ᵗ": "t", "⁻": "−", "⁺": "+", "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9", "ᴶ": "J", "ₖ": "k", "ₗ": "l", "ⱼ": "j", "ₘ": "m", "ᵢ": "i", "ₙ": "n" };

export function spoken(text: string): string {
  const level = text.normalize("NFD").replace(/⁽[^⁾]*⁾/gu, (step) => step.replace(/./gu, (letter) => raised[letter] ?? letter)).replace(/Σ([ₖₗⱼₘᵢₙ])/gu, (_, index: string) => `Σ${raised[index] ?? ""}`);
  return words.reduce((said, [sign, word]) => said.replace(sign, word), level).normalize("NFC").replace(/\s+/gu, " ").trim();
}
