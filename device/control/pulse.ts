/** How even control's own cycle is: what a person can ask of a running gateway, and a test of what must not hold it up. */
export interface Health {
  /** Cycles since the start. */
  readonly cycles: number;
  /** Real ms by which the worst cycle since the last question came late, or early. */
  readonly jitter: number;
  readonly faults: number;
}

export class Pulse {
  private cycles = 0;
  private worst = 0;
  private last: number | null = null;
  faults = 0;

  /** @param period real ms between two beats. */
  constructor(
    private readonly period: number,
    private readonly mono: () => number = () => performance.now(),
  ) {}

  beat(): void {
    const now = this.mono();
    if (this.last !== null) this.worst = Math.max(this.worst, Math.abs(now - this.last - this.period));
    this.last = now;
    this.cycles += 1;
  }

  /** Also starts a new span for the worst. A beat that is overdue counts already. */
  health(): Health {
    const overdue = this.last === null ? 0 : Math.max(0, this.mono() - this.last - this.period);
    const jitter = Math.round(Math.max(this.worst, overdue) * 10) / 10;
    this.worst = 0;
    return { cycles: this.cycles, jitter, faults: this.faults };
  }
}
