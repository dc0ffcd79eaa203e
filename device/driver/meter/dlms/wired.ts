import type { Phase, PhaseReading } from '#domain/meter/reading.ts';

type Phases = Partial<Record<Phase, PhaseReading>>;

/**
 * Which phases a meter is wired to. Meters write 0 V for a phase that they are built for and that is not there, and
 * for L2 of a 230 V network without neutral; only a phase that has had a voltage can lose it.
 */
export class WiredPhases {
  readonly #wired = new Set<string>();

  /** The phases without the voltage that never was, and without those of which nothing is then left. */
  of(phases: Phases): Phases {
    const told: Phases = {};
    for (const [phase, reading] of Object.entries(phases) as readonly (readonly [Phase, PhaseReading])[]) {
      if (reading.volts !== null && reading.volts > 0) this.#wired.add(phase);
      if (reading.volts !== 0 || this.#wired.has(phase)) told[phase] = reading;
      else if (reading.amps || reading.power) told[phase] = { ...reading, volts: null };
    }
    return told;
  }
}
