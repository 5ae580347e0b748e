// Reports as code scanning would take them, judged by the validator of those who wrote the standard.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tool = process.env.RNNLINT ?? join(root, "src/Cli/bin/Release/net10.0/rnnlint.dll");
const samples = join(root, "docs/rules");

// What the validator says besides, and why the reports stay as they are.
const meant = {
  SARIF2002: "messages name the code at hand: code scanning shows message.text alone, and no template says less",
  SARIF2003: "which commit it was is known to whoever uploads a report; rnnlint asks no version control",
  SARIF2006: "asks the network for every address",
  GHAzDO1014: "an identity of the run is the uploader's to give: with one of the tool's own, two reports of one commit would take each other's place",
};

const folder = mkdtempSync(join(tmpdir(), "rnnlint-sarif-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function multitool() {
  const name = `@microsoft/sarif-multitool-${process.platform}`;
  try {
    const path = createRequire(createRequire(import.meta.url).resolve("@microsoft/sarif-multitool")).resolve(name);
    const program = join(dirname(path), process.platform === "win32" ? "Sarif.Multitool.exe" : "Sarif.Multitool");
    chmodSync(program, 0o755);
    execFileSync(program, ["--version"], { stdio: "ignore", env: environment });
    return { program };
  } catch (failure) {
    return { reason: `${name} does not run on this machine: ${failure.message.split("\n")[0]}` };
  }
}

const environment = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" };
const { program, reason } = multitool();

function sampleOf(rule, mark) {
  const page = readFileSync(join(samples, `${rule}.md`), "utf8");
  return page.match(new RegExp(`<!-- ${mark} -->\\n\`\`\`csharp\\n([^]*?)\`\`\``))[1];
}

function report(name, files, ...options) {
  const place = join(folder, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), text);
  }
  const run = spawnSync("dotnet", [tool, "check", ".", ...options, "--format", "sarif=report.sarif"], { cwd: place, encoding: "utf8" });
  assert.ok(run.status <= 2, run.stderr);
  return join(place, "report.sarif");
}

function complaints(path) {
  const judged = path + ".judged";
  const run = spawnSync(program, ["validate", path, "--rule-kind", "Sarif;Ghas;Ado", "--level", "Error;Warning;Note", "--kind", "Fail;Open;Review", "--output", judged, "--log", "ForceOverwrite", "--quiet"], { encoding: "utf8", env: environment });
  const results = JSON.parse(readFileSync(judged, "utf8")).runs[0].results;
  assert.notEqual(results, undefined, run.stdout + run.stderr);
  return results.filter(result => !(result.ruleId in meant)).map(result => `${result.ruleId}: ${JSON.stringify(result.message.arguments ?? result.message.text)}`);
}

test("A report of every rule is valid at the validator's strictest", { skip: reason }, () => {
  const rules = readdirSync(samples).map(page => page.slice(0, 7)).sort();
  // One rule is about settings, and not about code.
  const files = Object.fromEntries(rules.map(rule => rule === "RNN0091" ? [".editorconfig", "root = true\n[*.cs]\nrnnlint.fuel = lots\n"] : [`${rule}.cs`, `namespace ${rule};\n${sampleOf(rule, rule === "RNN0099" ? "right" : "wrong")}`]));
  const path = report("rules", files, "--include-hidden");

  const { results } = JSON.parse(readFileSync(path, "utf8")).runs[0];
  assert.deepEqual([...new Set(results.map(result => result.ruleId))].sort(), rules);
  assert.ok(results.some(result => result.fixes) && results.some(result => result.codeFlows));
  assert.deepEqual(complaints(path), []);
});

test("So is one of files with names that mean something in an address, suppressed findings and what cannot be read", { skip: reason }, () => {
  const wrong = sampleOf("RNN0001", "wrong");
  const path = report("names", {
    "a b/#1 100%25 \"quoted\" 'é' 重.cs": `namespace First;\n${wrong}`,
    "Suppressed.cs": `#pragma warning disable RNN0001 // as the paper prints it\nnamespace Second;\n${wrong}`,
  }, "gone.cs");

  assert.deepEqual(complaints(path), []);
});

test("So is one of nothing", { skip: reason }, () => assert.deepEqual(complaints(report("nothing", { "Unrelated.cs": "class Unrelated;" })), []));

test("A report that is wrong is told from one that is right", { skip: reason }, () => {
  const path = report("broken", { "Rnn.cs": sampleOf("RNN0001", "wrong") });
  const log = JSON.parse(readFileSync(path, "utf8"));
  log.runs[0].results[0].ruleIndex = 99;
  delete log.runs[0].tool.driver.rules[0].help;
  writeFileSync(path, JSON.stringify(log));

  assert.ok(complaints(path).length > 0);
});

test("Reports of parts, merged by the validator's own program, are the report of the whole", { skip: reason }, () => {
  const place = join(folder, "parts");
  for (const part of ["one", "two", "three"]) {
    mkdirSync(join(place, part), { recursive: true });
    writeFileSync(join(place, part, "Rnn.cs"), `namespace ${part};\n${sampleOf("RNN0001", part === "two" ? "right" : "wrong")}`);
  }
  const check = (path, file) => assert.ok(spawnSync("dotnet", [tool, "check", path, "--include-hidden", "--format", `sarif=${file}`], { cwd: place }).status <= 1);
  check(".", "whole.sarif");
  for (const part of ["one", "two", "three"])
    check(part, `${part}.part.sarif`);
  execFileSync(program, ["merge", "*.part.sarif", "--output-directory", place, "--output-file", "merged.sarif", "--log", "ForceOverwrite"], { cwd: place, env: environment });

  const found = file => JSON.parse(readFileSync(join(place, file), "utf8")).runs.flatMap(run => run.results)
    .map(({ ruleId, message, locations, partialFingerprints }) => JSON.stringify([ruleId, message.text, locations[0].physicalLocation.artifactLocation.uri, locations[0].physicalLocation.region.startLine, partialFingerprints["rnnlint/v1"]]))
    .sort();
  assert.equal(found("whole.sarif").length, 3);
  assert.deepEqual(found("merged.sarif"), found("whole.sarif"));
});
