import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  contributes: {
    commands: { command: string }[];
    configuration: { properties: Record<string, { default: unknown }> };
    walkthroughs: { steps: { id: string; description: string; media: { markdown: string }; completionEvents: string[] }[] }[];
  };
  icon: string;
};
const text = (path: string) => readFileSync(join(root, path), "utf8");
const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).filter(path => path.endsWith(".ts")).map(path => text(join("src", path))).join("\n");

describe("what the manifest promises", () => {
  test("every command is registered, and every one that is registered for people is in it", () => {
    const promised = manifest.contributes.commands.map(({ command }) => command).sort();
    const registered = [...text("src/extension.ts").matchAll(/^ {4}"(rnnlint\.[\w.]+)":/gm)].map(match => match[1]).sort();
    expect(registered).toEqual(promised);
  });

  test("every step of the walkthrough has its text, a button with a command that there is, and an event that the lesson sets off", () => {
    const commands = manifest.contributes.commands.map(({ command }) => command);
    for (const step of manifest.contributes.walkthroughs.flatMap(({ steps }) => steps)) {
      expect(existsSync(join(root, step.media.markdown)), step.media.markdown).toBe(true);
      expect(commands).toContain(/\(command:([\w.]+)\)/.exec(step.description)?.[1]);
      const [, done] = /^onContext:rnnlint\.lesson\.(\w+)$/.exec(step.completionEvents.join()) ?? [];
      expect(text("src/lesson/lesson.ts")).toContain(`done("${done ?? "?"}")`);
    }
  });

  test("the defaults are those of the server", () => {
    const server = text("../src/LanguageServer/Settings.cs");
    const defaults = Object.fromEntries(Object.entries(manifest.contributes.configuration.properties).map(([name, { default: value }]) => [name.replace("rnnlint.", ""), value]));
    expect(server).toContain(`DiagnosticsSetting Diagnostics { get; init; } = DiagnosticsSetting.${String(defaults.diagnostics).replace(/^./, letter => letter.toUpperCase())};`);
    expect(server).toContain(`int Debounce { get; init; } = ${String(defaults.debounce)};`);
    expect(server).toContain(`bool CodeLens { get; init; } = ${String(defaults.codeLens)};`);
    expect([defaults.showHidden, defaults.inlayHints]).toEqual([false, false]);
  });

  test("every setting is read by somebody", () => {
    const readByServer = ["diagnostics", "showHidden", "codeLens", "inlayHints", "debounce"];
    for (const name of Object.keys(manifest.contributes.configuration.properties).map(name => name.replace("rnnlint.", "")))
      expect(readByServer.includes(name) || name === "trace.server" || sources.includes(`"${name}"`), name).toBe(true);
  });

  test("the icon is there", () => {
    expect(existsSync(join(root, manifest.icon))).toBe(true);
  });
});
