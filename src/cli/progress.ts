/** On a terminal, one line that says which stage is running; it is gone when the run is over. */

const words: ReadonlyMap<string, string> = new Map([
  ["load", "Loading the document"],
  ["parse", "Reading the operations"],
  ["map", "Choosing names and schemas"],
  ["emit", "Printing the code"],
  ["write", "Writing the files"],
]);

/** What shows the progress of a run. */
export interface Progress {
  readonly stage: (name: string) => void;
  readonly done: () => void;
}

/** @param visible whether stderr is a terminal on which to show it */
export function showProgress(visible: boolean): Progress {
  if (!visible) return { stage: () => undefined, done: () => undefined };
  return {
    stage: (name) => void process.stderr.write(`\r\x1b[2K${words.get(name) ?? name} ...`),
    done: () => void process.stderr.write("\r\x1b[2K"),
  };
}
