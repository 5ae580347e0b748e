// What is in the package, and what is not.
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { test } from "node:test";
import { promisify } from "node:util";
import yauzl from "yauzl";
import { vsix } from "../lib/workbench.mjs";

const MOST_BYTES = 13_000_000;

const OWN = [
  "CHANGELOG.md", "LICENSE.txt", "THIRD-PARTY-NOTICES.txt", "package.json", "readme.md",
  "dist/extension.js", "dist/panel-style.css", "dist/panel.js", "dist/typesetting.js",
  "lesson/1-open.md", "lesson/2-predict.md", "lesson/3-derive.md", "lesson/4-break.md", "lesson/5-fix.md", "lesson/Lesson.cs",
  "media/hover.png", "media/icon.png", "media/panel.png",
  "samples/BatchRnnTransposed.cs", "samples/CharacterRnnTransposed.cs", "samples/FlatTransposed.cs", "samples/MathNetColumnTransposed.cs",
  "samples/SeedJacobianAsPrinted.cs", "samples/SeedRnnTransposed.cs", "samples/SigmaMissing.cs",
];

async function entries() {
  const zip = await promisify(yauzl.open)(vsix(), { lazyEntries: false });
  const names = [];
  zip.on("entry", entry => names.push(entry.fileName));
  await new Promise((resolve, reject) => zip.on("end", resolve).on("error", reject));
  return names.filter(name => name.startsWith("extension/") && !name.endsWith("/")).map(name => name.slice("extension/".length));
}

test("the package holds what it says, and nothing else", async () => {
  const names = await entries();
  assert.deepEqual(names.filter(name => !name.startsWith("server/")).map(name => name.toLowerCase()).sort(), OWN.map(name => name.toLowerCase()).sort());
});

test("the server in it is all there, and runs on every platform", async () => {
  const server = (await entries()).filter(name => name.startsWith("server/")).map(name => name.slice("server/".length));
  for (const needed of ["rnnlint-server.dll", "rnnlint-server.deps.json", "rnnlint-server.runtimeconfig.json", "RnnLint.Core.dll", "MathNet.Numerics.dll", "BuildHost-netcore/Microsoft.CodeAnalysis.Workspaces.MSBuild.BuildHost.dll"])
    assert.ok(server.includes(needed), needed);
  assert.deepEqual(server.filter(name => !/\.(dll|json)$|^BuildHost-(net472|netcore)\/[\w.]+\.(exe|exe\.config|dll\.config)$/.test(name)), [], "no symbols, no documentation, no program of one platform");
  assert.deepEqual(server.filter(name => name.startsWith("runtimes/")), []);
});

test("and it is small enough to be fetched", () => {
  const { size } = statSync(vsix());
  console.log(`package: ${(size / 1e6).toFixed(1)} MB`);
  assert.ok(size < MOST_BYTES, `${size} bytes`);
});
