/**
 * Generates again when an input changes. It looks at the files again and again instead of asking the system to be told:
 * that works on every file system (network drives, folders of containers), for files that an editor replaces and for
 * those that are not there yet, and misses no change while a run is on. A look at a hundred files takes a millisecond.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { absent, asTheyAre, isSame, type InputStates } from "./inputs.js";
import { runInThread } from "./in-thread.js";
import { run, type Notice, type Outcome, type RunOptions } from "./run.js";

export type { Outcome, RunOptions } from "./run.js";

/** What to generate, and whom to tell. */
export interface WatchOptions extends RunOptions {
  /** Ends it, after the run that is on. */
  readonly signal: AbortSignal;
  /** Called after each run, with what is watched from then on. */
  readonly onRun: (outcome: Outcome, inputs: InputStates) => void;
  /** Called when a stage of a run begins. */
  readonly onStage?: (stage: string) => void;
}

/** The least time between two looks, in milliseconds. */
const pause = 150;
/** Looks take at most one part in so many of the time, however many files there are. */
const share = 50;

/** Generates, and again after each change, until it is ended. */
export async function watch({
  signal,
  onRun,
  onStage = () => undefined,
  ...options
}: WatchOptions): Promise<void> {
  let inputs: InputStates = new Map();
  while (!signal.aborted) {
    const before = asTheyAre(inputs);
    const read = new Map<string, string>();
    const note = (notice: Notice): void => {
      if ("stage" in notice) onStage(notice.stage);
      // Of an input that is read twice the first state counts: whatever it has been since then is a change.
      else if (!read.has(notice.input)) read.set(notice.input, notice.state);
    };
    const outcome = await (hasPrograms(before) ? runInThread : run)(options, note);
    // A run that failed may not have come to all of its inputs: what the last one had read counts too.
    inputs = "report" in outcome ? read : new Map([...before, ...read]);
    onRun(outcome, inputs);
    await nextChange(inputs, signal);
  }
}

/**
 * Whether the config is a program. Node loads what it imports once and never again, so each run needs a thread of its
 * own; others are several times faster without.
 */
function hasPrograms(inputs: InputStates): boolean {
  return [...inputs].some(([place, state]) => state !== absent && /\.[cm]?[jt]s$/.test(place));
}

/** Waits until an input has changed, and then until no input does any more: a file is often written in several steps. */
async function nextChange(inputs: InputStates, signal: AbortSignal): Promise<void> {
  let last = inputs;
  while (!signal.aborted) {
    const start = performance.now();
    const now = asTheyAre(last);
    const took = performance.now() - start;
    if (!isSame(now, inputs) && isSame(now, last)) return;
    last = now;
    await sleep(Math.max(pause, took * share), undefined, { signal }).catch(() => undefined);
  }
}
