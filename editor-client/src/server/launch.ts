import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute } from "node:path";
import { promisify } from "node:util";
import { TransportKind, type ServerOptions } from "vscode-languageclient/node";
import { findDotnet, neededVersion, type Machine } from "./dotnet";

/** Why the server cannot be started, for a person. */
export class CannotStart extends Error {
  /** @param lacksDotnet True where there is no .NET that it runs on. */
  constructor(message: string, readonly lacksDotnet: boolean) {
    super(message);
  }
}

const machine: Machine = {
  platform: process.platform,
  env: process.env,
  home: homedir(),
  exists: existsSync,
  listRuntimes: async dotnet => (await promisify(execFile)(dotnet, ["--list-runtimes"], { timeout: 20_000 })).stdout,
};

/**
 * How to start the server.
 * @param server The setting: an executable, a .dll, or empty for the one that comes along.
 * @param bundled The .dll that comes along.
 * @param log Told what was found.
 * @throws CannotStart
 */
export async function launch(server: string, dotnet: string, bundled: string, log: (line: string) => void): Promise<ServerOptions> {
  const program = server === "" ? bundled : server;
  if (!isAbsolute(program))
    throw new CannotStart(`rnnlint.server.path has to be a whole path, and is ${program}.`, false);
  if (!existsSync(program))
    throw new CannotStart(server === "" ? "This installation of RnnLint has no language server in it. Install the extension again, or set rnnlint.server.path." : `rnnlint.server.path names ${program}, which does not exist.`, false);
  // Not in the workspace: a running program holds its folder, and may look for parts of itself there.
  const options = { cwd: dirname(program) };
  if (!program.endsWith(".dll")) {
    log(`server: ${program}`);
    return { command: program, transport: TransportKind.stdio, options };
  }
  const needed = neededVersion(readFileSync(program.replace(/\.dll$/, ".runtimeconfig.json"), "utf8"));
  const found = await findDotnet(machine, dotnet, needed);
  if ("tried" in found) {
    for (const line of found.tried)
      log(line);
    throw new CannotStart(`RnnLint needs the .NET runtime ${needed} or later, and none was found${found.tried.length > 0 ? ` (${found.tried.join("; ")})` : ""}.`, true);
  }
  log(`server: ${program}, on .NET ${found.version} (${found.path})`);
  return { command: found.path, args: [program], transport: TransportKind.stdio, options };
}
