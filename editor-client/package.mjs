// Makes the .vsix: bundles, publishes the server into server/, gathers samples and papers, and packs. Needs no network once the packages are restored.
// --no-server keeps the server that is there.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { notices } from "./notices.mjs";

const SAMPLES = [
  "SeedRnn/SeedRnnTransposed.cs", "SeedJacobian/SeedJacobianAsPrinted.cs", "CharacterRnn/CharacterRnnTransposed.cs", "MathNet/MathNetColumnTransposed.cs",
  "Storage/FlatTransposed.cs", "Batch/BatchRnnTransposed.cs", "OtherMistakes/SigmaMissing.cs",
];

process.chdir(import.meta.dirname);
const run = (command, ...args) => execFileSync(command, args, { stdio: "inherit", shell: process.platform === "win32" });

run("npm", "run", "--silent", "check");
const { inputs } = await import("./esbuild.mjs");
if (!process.argv.includes("--no-server") || !existsSync("server/rnnlint-server.dll")) {
  rmSync("server", { recursive: true, force: true });
  run("dotnet", "publish", "../src/LanguageServer", "-c", "Release", "-o", "server", "--nologo", "-v", "quiet", "-p:UseAppHost=false");
  // Symbols are for those who build it.
  for (const file of readdirSync("server", { recursive: true }))
    if (file.endsWith(".pdb"))
      rmSync(join("server", file));
}

rmSync("samples", { recursive: true, force: true });
mkdirSync("samples");
for (const sample of SAMPLES)
  copyFileSync(join("../samples", sample), join("samples", basename(sample)));
for (const paper of ["LICENSE", "CHANGELOG.md"])
  copyFileSync(join("..", paper), paper);
writeFileSync("THIRD-PARTY-NOTICES.txt", notices(inputs));

const { name, version } = JSON.parse(readFileSync("package.json", "utf8"));
rmSync("artifacts", { recursive: true, force: true });
mkdirSync("artifacts");
run("npx", "--no-install", "vsce", "package", "--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links", "-o", `artifacts/${name}-${version}.vsix`);
