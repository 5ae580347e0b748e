import { Configuration } from "mathjax-full/js/input/tex/Configuration.js";
import { CommandMap } from "mathjax-full/js/input/tex/SymbolMap.js";

const Commands = ["DeclareMathOperator", "ref", "eqref", "label", "tag", "notag", "nonumber"];

new CommandMap("refused-commands", Object.fromEntries(Commands.map(command => [command, "refuse"])), {
  refuse: () => {
    throw new Error("not for a formula that stands alone");
  },
});

/** The package for MathJax that refuses the commands with an effect beyond their formula: definitions, links and numbers. */
export const Refused = Configuration.create("refused", { handler: { macro: ["refused-commands"] }, priority: 1 }).name;
