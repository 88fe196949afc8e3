/** Runs the stages of a run one after the other and takes their time. */
export class Stages {
  readonly #seconds = new Map<string, number>();

  constructor(private readonly onStage: (stage: string) => void = () => undefined) {}

  async run<T>(name: string, stage: () => T | Promise<T>): Promise<T> {
    this.onStage(name);
    const start = performance.now();
    const result = await stage();
    this.#seconds.set(name, Math.round(performance.now() - start) / 1000);
    return result;
  }

  get seconds(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#seconds);
  }
}
