/** Finds a .NET that the language server runs on. Knows no editor, so that it can be tried with made-up machines. */
import { posix, win32 } from "node:path";

export interface Machine {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  exists(path: string): boolean;
  /** What `dotnet --list-runtimes` prints; rejects where it cannot be run. */
  listRuntimes(dotnet: string): Promise<string>;
}

export interface FoundDotnet {
  path: string;
  /** Of the newest runtime that the server can run on. */
  version: string;
}

export interface NoDotnet {
  /** What was found instead, a line each, for the log. */
  tried: string[];
}

const FRAMEWORK = "Microsoft.NETCore.App";

/** A `dotnet` with a runtime of at least this major version: that of the setting, or else of the environment, the PATH, or the usual places. */
export async function findDotnet(machine: Machine, configured: string, needed: number): Promise<FoundDotnet | NoDotnet> {
  const tried: string[] = [];
  for (const candidate of configured === "" ? candidates(machine) : [configured]) {
    if (!machine.exists(candidate)) {
      if (configured !== "")
        tried.push(`${candidate}: there is no such file`);
      continue;
    }
    try {
      const versions = runtimes(await machine.listRuntimes(candidate));
      const newest = versions.filter(version => major(version) >= needed).at(-1);
      if (newest !== undefined)
        return { path: candidate, version: newest };
      tried.push(`${candidate}: has .NET ${versions.join(", ") || "of no version"}, and ${needed} is needed`);
    } catch (error) {
      tried.push(`${candidate}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { tried };
}

/** The major version of .NET that a program needs, by its `*.runtimeconfig.json`. */
export function neededVersion(runtimeConfig: string): number {
  const options = (JSON.parse(runtimeConfig) as { runtimeOptions?: { framework?: { version?: string }; frameworks?: { name?: string; version?: string }[] } }).runtimeOptions;
  const version = options?.framework?.version ?? options?.frameworks?.find(framework => framework.name === FRAMEWORK)?.version;
  if (version === undefined)
    throw new Error("the server's runtimeconfig.json names no framework");
  return major(version);
}

/** Versions in rising order. */
export function runtimes(listed: string): string[] {
  return listed.split("\n").flatMap(line => {
    const [name, version] = line.trim().split(/\s+/);
    return name === FRAMEWORK && version !== undefined ? [version] : [];
  }).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

function major(version: string): number {
  return Number.parseInt(version, 10);
}

function candidates({ platform, env, home }: Machine): string[] {
  const paths = platform === "win32" ? win32 : posix;
  const name = platform === "win32" ? "dotnet.exe" : "dotnet";
  const path = platform === "win32" ? env.Path ?? env.PATH : env.PATH;
  const usual = platform === "win32" ? [paths.join(env.ProgramFiles ?? "C:\\Program Files", "dotnet")]
    : platform === "darwin" ? ["/usr/local/share/dotnet", "/opt/homebrew/bin"]
    : ["/usr/share/dotnet", "/usr/lib/dotnet", "/usr/lib64/dotnet", "/snap/bin"];
  const folders = [env.DOTNET_ROOT, ...(path ?? "").split(paths.delimiter), ...usual, paths.join(home, ".dotnet")];
  return [...new Set(folders.flatMap(folder => folder === undefined || !paths.isAbsolute(folder) ? [] : [paths.join(folder, name)]))];
}
