// Bundles the extension, the worker that typesets formulas, and the panel's script. Everything that users run comes out of here.
import { build } from "esbuild";

const common = { bundle: true, metafile: true, minify: true, sourcemap: false, legalComments: "none", logLevel: "warning" };
const node = { ...common, platform: "node", target: "node20", format: "cjs", external: ["vscode"] };

const results = await Promise.all([
  build({ ...node, entryPoints: { extension: "src/extension.ts", typesetting: "src/formulas/worker.ts" }, outdir: "dist" }),
  build({ ...common, platform: "browser", target: "es2022", format: "iife", entryPoints: { panel: "webview/panel.ts", "panel-style": "webview/panel.css" }, outdir: "dist" }),
]);

/** The files that the bundles were made of. */
export const inputs = results.flatMap(result => Object.keys(result.metafile.inputs));
