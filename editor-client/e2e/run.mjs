// npm run e2e: the package in a workbench, made and set up first. Without a browser for it there is nothing to run.
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { browser, client } from "./lib/browser.mjs";

if (`${process.platform} ${process.arch}` !== "linux x64" || browser === undefined) {
  console.log("e2e: skipped, for it needs Linux on x64 and Chromium (or another browser, in CHROMIUM).");
  process.exit(0);
}

const here = join(client, "e2e");
const run = (command, ...args) => execFileSync(command, args, { cwd: client, stdio: "inherit" });
run("npm", "run", "--silent", "package");
run("sh", join(here, "setup.sh"));
run(process.execPath, "--test", "--test-concurrency=1", "--test-force-exit", "--test-reporter=spec", ...readdirSync(join(here, "test")).map(name => join(here, "test", name)));
