/** Typesets what it is sent, one formula after the other. It runs in a thread of its own, so that one that takes for ever can be ended. */
import { parentPort } from "node:worker_threads";
import { typeset } from "./mathJax";
import type { FromWorker, ToWorker, Typeset } from "./typeset";

parentPort?.on("message", ({ latex, display, longest }: ToWorker) => {
  parentPort?.postMessage({ typeset: attempt(latex, display, longest) } satisfies FromWorker);
});
parentPort?.postMessage("ready" satisfies FromWorker);

function attempt(latex: string, display: boolean, longest: number): Typeset | undefined {
  try {
    const drawn = typeset(latex, display);
    return drawn.svg.length <= longest ? drawn : undefined;
  } catch {
    return undefined;
  }
}
