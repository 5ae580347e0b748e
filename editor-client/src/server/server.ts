import { setTimeout as sleep } from "node:timers/promises";
import * as vscode from "vscode";
import { CloseAction, ErrorAction, LanguageClient, type LanguageClientOptions, type Middleware } from "vscode-languageclient/node";
import type { Status } from "../protocol";
import { CannotStart, launch } from "./launch";
import { plain } from "../plain";
import { Restarts } from "./restarts";

/** How long a server may take to answer for the first time, in milliseconds. */
const PATIENCE = 60_000;

const DOWNLOAD = "https://dotnet.microsoft.com/download/dotnet";

export type ServerState = Status["state"] | "starting" | "restarting" | "stopped";

export interface ServerStatus {
  state: ServerState;
  findings: number;
  /** Why it does not run. */
  problem?: string;
}

/** The language server, which is kept running. */
export class Server implements vscode.Disposable {
  readonly #restarts = new Restarts();
  readonly #changed = new vscode.EventEmitter<ServerStatus>();
  readonly #trace = vscode.window.createOutputChannel("RnnLint Protocol", { log: true });
  #status: ServerStatus = { state: "stopped", findings: 0 };
  #client: LanguageClient | undefined;
  #turn: Promise<void> = Promise.resolve();

  readonly onDidChangeStatus = this.#changed.event;

  constructor(private readonly bundled: string, private readonly log: vscode.LogOutputChannel, private readonly middleware: (client: () => LanguageClient | undefined) => Middleware) {}

  get status(): ServerStatus {
    return this.#status;
  }

  /** The client while the server runs. */
  get client(): LanguageClient | undefined {
    return this.#client?.isRunning() === true ? this.#client : undefined;
  }

  /** Starts the server, ending one that runs. Says on the screen why it cannot be started. */
  start(): Promise<void> {
    this.#restarts.forget();
    return this.#inTurn(() => this.#run("starting"));
  }

  stop(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#end();
      this.#tell({ state: "stopped", findings: 0 });
    });
  }

  /**
   * Asks the server, once it has started.
   * @throws where it does not run.
   */
  async request<T>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<T> {
    await this.#turn;
    if (this.client === undefined)
      throw new Error("RnnLint's server is not running.");
    // An undefined token would be sent as a parameter.
    return token === undefined ? await this.client.sendRequest<T>(method, params) : await this.client.sendRequest<T>(method, params, token);
  }

  /** @throws where the server does not run, or refuses. */
  execute<T>(command: string, args: readonly unknown[], token?: vscode.CancellationToken): Promise<T> {
    return this.request<T>("workspace/executeCommand", { command, arguments: args }, token);
  }

  dispose(): void {
    void this.stop();
    this.#trace.dispose();
    this.#changed.dispose();
  }

  /** Of several starts and stops none begins before the one before it is done. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work, work);
    return this.#turn;
  }

  async #run(state: "starting" | "restarting"): Promise<void> {
    await this.#end();
    this.#tell({ state, findings: 0 });
    try {
      this.#client = await this.#begin();
      this.#tell({ state: "idle", findings: this.#status.findings });
    } catch (error) {
      if (state === "restarting" && !(error instanceof CannotStart && error.lacksDotnet))
        this.#again();
      else
        this.#fail(error);
    }
  }

  async #begin(): Promise<LanguageClient> {
    const settings = vscode.workspace.getConfiguration("rnnlint");
    const options = await launch(settings.get("server.path", ""), settings.get("dotnet.path", ""), this.bundled, line => this.log.info(line));
    const client = new LanguageClient("rnnlint", "RnnLint", options, this.#options(() => this.#ended(client)));
    client.onNotification("rnnlint/status", (status: Status) => this.#tell({ state: status.state, findings: status.findings ?? this.#status.findings }));
    const patience = new AbortController();
    try {
      await Promise.race([client.start(), sleep(PATIENCE, undefined, { signal: patience.signal }).then(() => Promise.reject(new Error(`no answer in ${PATIENCE / 1000} s`)))]);
      return client;
    } catch (error) {
      this.log.error(String(error));
      client.dispose().catch((failure: unknown) => this.log.debug(String(failure)));
      throw new CannotStart("RnnLint's server ended, refused, or did not answer while it was starting. Its log may say why.", false);
    } finally {
      patience.abort();
    }
  }

  /** A client's server is gone. That of one which we ended, or which never came to run, is none of ours. */
  #ended(client: LanguageClient): void {
    if (this.#client === client)
      this.#again();
  }

  /** Later each time, and no more where it ends again and again. */
  #again(): void {
    const ended = this.#client;
    const wait = this.#restarts.next();
    if (wait === undefined) {
      this.#fail(new CannotStart(`RnnLint's server ended ${Restarts.MOST + 1} times in a short while and is not started again. Its log may say why.`, false));
      return;
    }
    this.log.warn(`the server ended by itself; it is started again in ${wait / 1000} s`);
    this.#tell({ state: "restarting", findings: 0 });
    this.#warn();
    void sleep(wait).then(() => {
      // A person may have restarted it in the meantime.
      if (this.#client === ended && this.#status.state === "restarting")
        return this.#inTurn(() => this.#run("restarting"));
    });
  }

  async #end(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      this.log.debug(String(error));
    }
  }

  #options(ended: () => void): LanguageClientOptions {
    return {
      documentSelector: [{ scheme: "file", language: "csharp" }],
      diagnosticCollectionName: "rnnlint",
      outputChannel: this.log,
      traceOutputChannel: traced(this.#trace),
      markdown: { isTrusted: false, supportHtml: false },
      initializationOptions: { trusted: vscode.workspace.isTrusted, status: true, formulas: true },
      middleware: this.middleware(() => this.client),
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        // The client would start it at once, as it was started before.
        closed: () => {
          ended();
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
      initializationFailedHandler: error => {
        this.log.error(String(error));
        return false;
      },
    };
  }

  /** Once for a server that ends several times in a short while. */
  #warn(): void {
    if (!this.#restarts.isFirst)
      return;
    const show = "Show Log";
    void vscode.window.showWarningMessage("RnnLint's server ended by itself and is started again.", show).then(choice => {
      if (choice === show)
        this.log.show();
    });
  }

  #tell(status: ServerStatus): void {
    this.#status = status;
    this.#changed.fire(status);
  }

  #fail(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.log.error(message);
    this.#tell({ state: "stopped", findings: 0, problem: message });
    const [help, act] = error instanceof CannotStart && error.lacksDotnet
      ? ["Get .NET", () => void vscode.env.openExternal(vscode.Uri.parse(DOWNLOAD))] as const
      : ["Show Log", () => this.log.show()] as const;
    void vscode.window.showErrorMessage(plain(message), help, "Open Settings").then(choice => {
      if (choice === help)
        act();
      else if (choice !== undefined)
        void vscode.commands.executeCommand("workbench.action.openSettings", "rnnlint path");
    });
  }
}

/** The client heeds its setting only where the channel shows everything, and then it takes "off" for "messages": so the channel is made to seem as the setting has it. */
function traced(channel: vscode.LogOutputChannel): vscode.LogOutputChannel {
  const isOn = () => vscode.workspace.getConfiguration("rnnlint").get<string>("trace.server", "off") !== "off";
  const level = () => isOn() ? vscode.LogLevel.Trace : channel.logLevel;
  return Object.create(channel, {
    logLevel: { get: level },
    onDidChangeLogLevel: {
      value: (listener: (level: vscode.LogLevel) => unknown) => vscode.Disposable.from(channel.onDidChangeLogLevel(() => listener(level())), vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration("rnnlint.trace.server"))
          listener(level());
      })),
    },
    trace: { value: (text: string) => isOn() ? channel.info(text) : channel.trace(text) },
  }) as vscode.LogOutputChannel;
}
