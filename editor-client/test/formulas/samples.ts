/** Formulas as the server writes them for the samples. */
export const Elman = [
  { latex: "a_{j}^{(t)} = \\sum_{k} W_{j,k} \\cdot h_{k}^{(t-1)} + \\sum_{l} U_{j,l} \\cdot x_{l}^{(t)}", text: "a⁽ᵗ⁾[j] = Σₖ W[j,k]·h⁽ᵗ⁻¹⁾[k] + Σₗ U[j,l]·x⁽ᵗ⁾[l]" },
  { latex: "h_{j}^{(t)} = \\tanh\\left(a_{j}^{(t)}\\right)", text: "h⁽ᵗ⁾[j] = tanh(a⁽ᵗ⁾[j])" },
  { latex: "\\frac{\\partial h_{j}^{(t)}}{\\partial h_{k}^{(t-1)}} = \\left(1 - \\tanh^2\\left(a_{j}^{(t)}\\right)\\right) \\cdot W_{j,k}", text: "∂h⁽ᵗ⁾[j]/∂h⁽ᵗ⁻¹⁾[k] = (1 − tanh²(a⁽ᵗ⁾[j]))·W[j,k]" },
];

export const Lstm = [
  {
    latex: "\\frac{\\partial \\text{output}_{k}^{(t)}}{\\partial \\text{x\\_w}_{k}^{(t)}} = \\sigma'\\left(\\text{x\\_w}_{k}^{(t)}\\right) \\cdot \\tanh\\left(\\text{next}_{k}^{(t)}\\right) = \\sigma\\left(\\text{x\\_w}_{k}^{(t)}\\right) \\cdot \\left(1 - \\sigma\\left(\\text{x\\_w}_{k}^{(t)}\\right)\\right) \\cdot \\tanh\\left(\\text{next}_{k}^{(t)}\\right)",
    text: "∂output⁽ᵗ⁾[k]/∂x_w⁽ᵗ⁾[k] = σ′(x_w⁽ᵗ⁾[k])·tanh(next⁽ᵗ⁾[k]) = σ(x_w⁽ᵗ⁾[k])·(1 − σ(x_w⁽ᵗ⁾[k]))·tanh(next⁽ᵗ⁾[k])",
  },
];

export const Gru = [
  {
    latex: "h_{j}^{(t)} = \\left(1 - \\sigma\\left(x_{j}^{(t)}\\right)\\right) \\cdot h_{j}^{(t-1)} + \\sigma\\left(x_{j}^{(t)}\\right) \\cdot \\tanh\\left(a_{j}^{(t)}\\right)",
    text: "h⁽ᵗ⁾[j] = (1 − σ(x⁽ᵗ⁾[j]))·h⁽ᵗ⁻¹⁾[j] + σ(x⁽ᵗ⁾[j])·tanh(a⁽ᵗ⁾[j])",
  },
];

export const Inline = ["W_{j,k}", "W_{k,j}", "\\delta_{j,k}", "\\hat{\\text{dh}}_{k}^{(t)}", "\\text{größe}_{k}^{(t)}", "k", "10^{-3}"];

/** What no formula of the server's has, and must not become more than a drawing. */
export const Hostile = [
  "\\href{javascript:alert(1)}{x}", "\\style{background:url(http://a.example)}{x}", "\\class{a}{x}", "\\cssId{a}{x}", "\\unicode{x41}", "\\require{html}\\href{a}{b}", "\\url{http://a.example}",
  "\\data{a=b}{x}", "\\toggle{x}{y}\\endtoggle", "\\mathtip{x}{y}", "\\texttip{x}{y}", "\\includegraphics{http://a.example/b.png}", "\\input{/etc/passwd}", "\\write18{ls}", "\\ref{a}", "\\eqref{a}",
  "\\label{a}\\ref{a}", "\\mmlToken{mi}[href=\"javascript:alert(1)\"]{x}", "\\mmlToken{mi}[mathbackground=\"red\"]{x}", "\\mmlToken{mglyph}[src=\"http://a.example\"]{x}",
  "\\mmlToken{mtext}[style=\"background:url(http://a.example)\", class=\"a\", id=\"b\", mathcolor=\"red\"]{</text><script>alert(1)</script>}", "\\text{</text><a href='javascript:alert(1)'>x</a>&lt;\"'}",
  "\\text{字</text><image href='http://a.example'/>'\"&}", "<script>alert(1)</script>", "]]><!--", "\\fontfamily{x}", "\\color{red}{x}", "\\colorbox{red}{x}", "\\bbox[red]{x}", "\\enclose{circle}{x}",
  "\\boxed{x}", "\\rule{900em}{900em}", "\\hspace{90000em}x", "\\text{$\\href{a}{b}$}", "\\tag{1}x", "\\begin{xml}<a/>\\end{xml}", "\\mathchoice{\\href{a}{b}}{a}{b}{c}",
  "\\verb|<b>|", "\\cancel{x}", "\\ce{H2O}", "\\DeclareMathOperator{\\a}{b}\\a", "\\newenvironment{a}{b}{c}", "\\let\\a\\b",
];

/** What takes long, or much memory, in a TeX that knows definitions. */
export const Bombs = [
  "\\def\\a{\\a\\a}\\a", "\\newcommand{\\a}{\\a\\a}\\a", "\\def\\a#1{#1#1}\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{x}}}}}}}}}}}}}}}}",
  "{".repeat(1990) + "}".repeat(1990), "\\sqrt{".repeat(600) + "}".repeat(600), "\\frac{".repeat(500), "x_{".repeat(1000) + "}".repeat(1000), "\\left(".repeat(600), "\\substack{".repeat(300) + "}".repeat(300),
  "\\begin{pmatrix}" + "&".repeat(1900) + "\\\\".repeat(900) + "\\end{pmatrix}", "\\overset{x}{".repeat(280) + "}".repeat(280), "\\pmod{".repeat(500) + "}".repeat(500), "x".repeat(4000),
];
