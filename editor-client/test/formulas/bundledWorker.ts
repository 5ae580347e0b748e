import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

/** The real worker, bundled as it is for users. */
export async function bundledWorker(): Promise<{ path: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "rnnlint-worker-"));
  const path = join(folder, "typesetting.js");
  await build({ entryPoints: ["src/formulas/worker.ts"], bundle: true, minify: true, platform: "node", target: "node20", format: "cjs", legalComments: "none", logLevel: "error", outfile: path });
  return { path, remove: () => rm(folder, { recursive: true }) };
}
