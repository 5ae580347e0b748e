/** The page of the panel: an empty body, one script and one style sheet, and nothing else is let in. */

export interface PageParts {
  nonce: string;
  /** What style sheets may be loaded from, as the editor has it. */
  cspSource: string;
  scriptUri: string;
  styleUri: string;
}

export function panelPage({ nonce, cspSource, scriptUri, styleUri }: PageParts): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${cspSource}; img-src data:; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>RnnLint</title>
<link rel="stylesheet" href="${attribute(styleUri)}">
</head>
<body>
<script nonce="${attribute(nonce)}" src="${attribute(scriptUri)}"></script>
</body>
</html>
`;
}

function attribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
