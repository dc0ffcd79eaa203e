/** Those who want to hear of something; each `add` is undone by the function it returns. */
export class Listeners<Words extends readonly unknown[]> {
  readonly #all = new Set<(...words: Words) => void>();

  add(listener: (...words: Words) => void): () => void {
    this.#all.add(listener);
    return () => void this.#all.delete(listener);
  }

  tell(...words: Words): void {
    for (const listener of this.#all) listener(...words);
  }
}
