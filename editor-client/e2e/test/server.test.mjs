// The server: killed, without a runtime, in a workspace that nobody trusts.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { placeOf, sample, textOf } from "../lib/code.mjs";
import { PATIENCE, Workbench } from "../lib/workbench.mjs";

const wrong = textOf(sample("SeedRnn/SeedRnnTransposed.cs"));
const at = placeOf(wrong, "W[k, j] * next");

const that = (name, options, run) => test(name, { timeout: 3 * PATIENCE }, async () => {
  const bench = await Workbench.start(options);
  try {
    await run(bench);
  } catch (error) {
    await bench.shot(`failed ${name.replace(/[^\w]+/g, " ").trim()}`);
    throw new Error(`${error.message}\nSeen: ${await bench.seen()}`, { cause: error });
  } finally {
    await bench.close();
  }
});

/** The server that a workbench runs. */
const serverOf = bench => readdirSync("/proc").filter(name => /^\d+$/.test(name)).filter(id => {
  try {
    const command = readFileSync(`/proc/${id}/cmdline`, "utf8");
    return command.includes("rnnlint-server.dll") && command.includes(bench.root);
  } catch {
    return false;
  }
}).map(Number);

that("a server that is killed is started again, and goes on where it was", { files: { "Rnn.cs": wrong } }, async bench => {
  const { page } = bench;
  await bench.open("Rnn.cs");
  await bench.goToLine(at.line, at.column);
  await page.locator(".squiggly-warning").first().waitFor();
  const [server, ...others] = serverOf(bench);
  assert.deepEqual(others, []);
  process.kill(server, "SIGKILL");
  await page.locator(".notification-toast", { hasText: "RnnLint's server ended by itself and is started again." }).waitFor();
  await bench.eventually(() => serverOf(bench).some(id => id !== server), "another server");
  await bench.status("RnnLint: 1 finding").waitFor();
  await page.locator(".squiggly-warning").first().waitFor();
  await page.keyboard.type("(");
  await bench.lens("stale").first().waitFor();
});

that("and not again and again", { files: { "Rnn.cs": wrong } }, async bench => {
  await bench.open("Rnn.cs");
  const killed = [];
  while (!await bench.status("RnnLint: not running").isVisible()) {
    await bench.eventually(async () => await bench.status("RnnLint: not running").isVisible() || serverOf(bench).some(id => !killed.includes(id)) && await bench.status("RnnLint: 1 finding").isVisible(), "a server, or the end of the attempts");
    for (const id of serverOf(bench)) {
      killed.push(id);
      process.kill(id, "SIGKILL");
    }
    await bench.status("RnnLint: 1 finding").waitFor({ state: "detached" });
  }
  assert.equal(killed.length, 6);
  await bench.page.locator(".notification-toast", { hasText: "is not started again" }).waitFor();
  await bench.command("RnnLint: Restart the Server");
  await bench.status("RnnLint: 1 finding").waitFor();
});

that("where there is no .NET, one notification says how to get it, and the status bar that nothing runs", { files: { "Rnn.cs": wrong }, machine: { "rnnlint.dotnet.path": "/nowhere/dotnet" } }, async bench => {
  const { page } = bench;
  await bench.open("Rnn.cs");
  const told = page.locator(".notification-toast", { hasText: "RnnLint needs the .NET runtime" });
  await told.waitFor();
  assert.equal(await told.count(), 1);
  await told.locator(".monaco-button", { hasText: "Get .NET" }).waitFor();
  // The bar is drawn anew as its items come: a click on one that is replaced meanwhile is lost.
  const logged = page.locator(".output-view .view-line", { hasText: /nowhere/ }).first();
  await bench.until(() => logged.isVisible(), () => bench.status("RnnLint: not running").click());
  bench.configureMachine({});
  await bench.status("RnnLint: 1 finding").waitFor();
});

/** Settings that name a program of the workspace; its folder is known only when it is there. */
const planted = folder => JSON.stringify({ "rnnlint.dotnet.path": join(folder, "planted"), "rnnlint.server.path": join(folder, "planted") });

const choosing = `
#if IN_PROJECT
${wrong}
#else
${wrong.replace("W[k, j] * next", "W[j, k] * next")}
#endif`;

that("in a workspace that is not trusted no project is loaded; trust has them loaded", {
  trusted: false,
  files: {
    ".vscode/settings.json": planted, "planted": "#!/bin/sh\ntouch \"$(dirname \"$0\")/was-run\"\n", "Rnn.cs": choosing, "Rnn.csproj": `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><DefineConstants>IN_PROJECT</DefineConstants></PropertyGroup></Project>`,
  },
}, async bench => {
  const { page } = bench;
  await bench.open("Rnn.cs");
  await bench.status("Restricted Mode").waitFor();
  await bench.goToLine(choosing.split("\n").findLastIndex(line => line.includes("void Backward")) + 1);
  await bench.lens("verified").first().waitFor();
  assert.equal(await bench.status("finding").count(), 0);
  assert.equal(existsSync(join(bench.folder, "was-run")), false, "nor is a program started that its settings name");
  writeFileSync(join(bench.folder, ".vscode/settings.json"), "{}");

  execFileSync("dotnet", ["restore", "--nologo", "-v", "quiet"], { cwd: bench.folder });
  await bench.command("Workspaces: Manage Workspace Trust");
  await page.locator(".workspace-trust-editor .monaco-button", { hasText: "Trust" }).first().click();
  await bench.status("RnnLint: 1 finding").waitFor();
});

that("activation takes less than 150 ms, and on a busy machine less than twice as long", { files: { "Rnn.cs": wrong } }, async bench => {
  await bench.open("Rnn.cs");
  await bench.status("RnnLint: 1 finding").waitFor();
  await bench.command("Developer: Show Running Extensions");
  const row = bench.page.locator(".runtime-extensions-editor .monaco-list-row", { hasText: "RnnLint" });
  await row.waitFor();
  const [, milliseconds] = /Activation[^\d]*(\d+)\s*ms/.exec(await row.innerText()) ?? [];
  console.log(`activation: ${milliseconds} ms`);
  assert.ok(Number(milliseconds) < 300, await row.innerText());
});

that("the protocol is traced where the setting says so, and only there", { files: { "Rnn.cs": wrong } }, async bench => {
  await bench.open("Rnn.cs");
  await bench.status("RnnLint: 1 finding").waitFor();
  await bench.command("Output: Show Output Channels...");
  await bench.page.locator(".quick-input-widget input.input").fill("RnnLint Protocol");
  await bench.choose("RnnLint Protocol");
  const lines = bench.page.locator(".output-view .view-line", { hasText: /workspace\/diagnostic/ });
  await bench.page.locator(".output-view").waitFor();
  assert.equal(await lines.count(), 0);
  bench.configure({ "rnnlint.trace.server": "messages" });
  await lines.first().waitFor();
});
