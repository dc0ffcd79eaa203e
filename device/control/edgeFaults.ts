/** Faults of drivers and inputs, which end at their own device: each is counted, and told when it is another than the last of that device. */
export class EdgeFaults {
  private readonly last = new Map<string, string>();

  constructor(
    private readonly say: (sentence: string) => void,
    private readonly count: () => void,
  ) {}

  at(name: string, error: unknown): void {
    this.count();
    const text = error instanceof Error ? error.message : String(error);
    if (this.last.get(name) === text) return;
    this.last.set(name, text);
    this.say(`The driver of ${name} failed and counts as out of reach while it does: ${error instanceof Error ? (error.stack ?? text) : text}`);
  }
}
