import type { Told } from './told.ts';

/** A value of the moment stands for so many readings without being told again; then its part of the meter has fallen silent. */
const STANDS_FOR = 3;
/** Registers and counters are told once: a reading without them is covered by the next that has them. */
const isCounted = (obis: string): boolean => /\.(8|32|36)\.\d+$/.test(obis);

const keyOf = ({ obis, name }: Pick<Told, 'obis' | 'name'>): string => obis ?? name ?? '';

/** What a meter has told in several messages, laid over each other. */
export class Overlay {
  readonly #kept = new Map<string, { readonly told: Told; readings: number }>();

  /** @param whole the message told everything: what it left out is unknown, and nothing of before stands. */
  hear(told: readonly Told[], whole = false): void {
    if (whole) this.#kept.clear();
    for (const one of told) this.#kept.set(keyOf(one), { told: one, readings: 0 });
  }

  /** The meter says that it does not know this now. */
  forget({ obis, name }: Pick<Told, 'obis' | 'name'>): void {
    this.#kept.delete(keyOf({ obis, name }));
  }

  /** Everything for the reading that is made now. */
  take(): Told[] {
    const taken = [...this.#kept.values()].map(({ told }) => told);
    for (const [key, one] of this.#kept) if (++one.readings >= STANDS_FOR || isCounted(key)) this.#kept.delete(key);
    return taken;
  }
}
