/** Colours as the editor's own themes set them, as far as the panel uses any. */

const fonts = { "font-family": '"DejaVu Sans", system-ui, sans-serif', "font-size": "13px", "editor-font-family": '"DejaVu Sans Mono", monospace' };

export const themes: Record<string, { classes: string; colours: Record<string, string> }> = {
  light: {
    classes: "vscode-light",
    colours: {
      ...fonts, "editor-background": "#ffffff", "editor-foreground": "#3b3b3b", "descriptionForeground": "#3b3b3bcc", "panel-border": "#e5e5e5", "editorWidget-background": "#f8f8f8", "textLink-foreground": "#005fb8", "focusBorder": "#005fb8",
      "button-background": "#005fb8", "button-foreground": "#ffffff", "button-hoverBackground": "#0258a8", "button-border": "#0000001a", "button-secondaryBackground": "#e5e5e5", "button-secondaryForeground": "#3b3b3b", "button-secondaryHoverBackground": "#cccccc",
      "input-background": "#ffffff", "input-foreground": "#3b3b3b", "input-border": "#cecece", "textCodeBlock-background": "#f8f8f8", "inputValidation-warningBackground": "#f6f5d2", "inputValidation-warningBorder": "#b89500",
      "diffEditor-insertedLineBackground": "#9bb95533", "diffEditor-removedLineBackground": "#ff000033",
    },
  },
  dark: {
    classes: "vscode-dark",
    colours: {
      ...fonts, "editor-background": "#1f1f1f", "editor-foreground": "#cccccc", "descriptionForeground": "#9d9d9d", "panel-border": "#2b2b2b", "editorWidget-background": "#202020", "textLink-foreground": "#4daafc", "focusBorder": "#0078d4",
      "button-background": "#0078d4", "button-foreground": "#ffffff", "button-hoverBackground": "#026ec1", "button-border": "#ffffff12", "button-secondaryBackground": "#313131", "button-secondaryForeground": "#cccccc", "button-secondaryHoverBackground": "#3c3c3c",
      "input-background": "#313131", "input-foreground": "#cccccc", "input-border": "#3c3c3c", "textCodeBlock-background": "#2b2b2b", "inputValidation-warningBackground": "#352a05", "inputValidation-warningBorder": "#b89500",
      "diffEditor-insertedLineBackground": "#9bb95533", "diffEditor-removedLineBackground": "#ff000033",
    },
  },
  "high-contrast": {
    classes: "vscode-high-contrast",
    colours: {
      ...fonts, "editor-background": "#000000", "editor-foreground": "#ffffff", "descriptionForeground": "#ffffffb3", "panel-border": "#6fc3df", "editorWidget-background": "#0c141f", "textLink-foreground": "#21a6ff", "focusBorder": "#f38518", "contrastBorder": "#6fc3df",
      "button-background": "#000000", "button-foreground": "#ffffff", "button-border": "#6fc3df", "button-secondaryForeground": "#ffffff", "button-secondaryBackground": "#000000", "input-background": "#000000", "input-foreground": "#ffffff", "input-border": "#6fc3df",
      "textCodeBlock-background": "#000000", "inputValidation-warningBackground": "#000000", "inputValidation-warningBorder": "#f38518",
    },
  },
  "high-contrast-light": {
    classes: "vscode-high-contrast vscode-high-contrast-light",
    colours: {
      ...fonts, "editor-background": "#ffffff", "editor-foreground": "#292929", "descriptionForeground": "#292929", "panel-border": "#0f4a85", "editorWidget-background": "#ffffff", "textLink-foreground": "#0f4a85", "focusBorder": "#006bbd", "contrastBorder": "#0f4a85",
      "button-background": "#0f4a85", "button-foreground": "#ffffff", "button-border": "#0f4a85", "button-secondaryForeground": "#292929", "button-secondaryBackground": "#ffffff", "input-background": "#ffffff", "input-foreground": "#292929", "input-border": "#0f4a85",
      "textCodeBlock-background": "#f2f2f2", "inputValidation-warningBackground": "#ffffff", "inputValidation-warningBorder": "#0f4a85",
    },
  },
};
