/** How many frames or values of a stream were no good, by reason. */
export class Rejections<Reason extends string = string> {
  readonly #counts = new Map<Reason, number>();

  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  add(reason: Reason, count = 1): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + count);
  }
}
