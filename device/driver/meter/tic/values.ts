import type { Group } from './group.ts';

/** The values of a frame by label; the first of each counts. */
export class Values {
  readonly #groups: ReadonlyMap<string, Group>;

  constructor(groups: readonly Group[]) {
    this.#groups = new Map([...groups].reverse().map((group) => [group.label, group]));
  }

  number(label: string): number | null {
    const value = this.#groups.get(label)?.value ?? '';
    return /^\d+$/.test(value) ? Number(value) : null;
  }

  /** Without the spaces that fill it up; null where nothing is left. */
  text(label: string): string | null {
    const text = this.#groups.get(label)?.value.replace(/\s+/g, ' ').trim() ?? '';
    return text === '' ? null : text;
  }

  horodate(label: string): string | null {
    return this.#groups.get(label)?.horodate ?? null;
  }
}
