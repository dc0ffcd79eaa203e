import type { StoreEffect } from '#domain/machine/effect.ts';
import type { VirtualTime } from './virtualTime.ts';

/** What the records of a machine of control say about themselves. */
const partOf = (record: unknown, name: string): unknown => (typeof record === 'object' && record !== null ? (record as Readonly<Record<string, unknown>>)[name] : undefined);

export interface StoringHost {
  keep(done: (kept: boolean) => void): void;
  journal(id: string, answer: (stored: boolean) => void): boolean;
  emit(id: string, stored: boolean): void;
}

/** As control waits for house. */
const JOURNAL_WAIT_MS = 3_000;

/**
 * The rules of `device/control/storing.ts` on a virtual clock: what tightens is stored when the state file has it, what
 * frees when the journal has it first; what is acknowledged stands in both slots.
 */
export class VirtualStoring {
  readonly committing = new Map<string, unknown>();

  constructor(
    private readonly time: VirtualTime,
    private readonly host: StoringHost,
  ) {}

  store({ id, record }: StoreEffect): void {
    const kind = partOf(record, 'kind');
    const state = partOf(record, 'state');
    const isOurs = typeof kind === 'string' && state !== undefined;
    const isTold = !isOurs || partOf(record, 'journal') !== null;
    const mayWait = !isOurs || partOf(record, 'frees') === true;
    const commit = (): void => this.keep(id, isOurs ? kind : null, state, isTold);
    if (isTold) this.journal(id, (journalled) => mayWait && (journalled ? commit() : this.host.emit(id, false)));
    else if (mayWait) commit();
    if (!mayWait) commit();
  }

  private keep(id: string, kind: string | null, state: unknown, both: boolean): void {
    if (kind !== null) this.committing.set(kind, state);
    const settled = (kept: boolean): void => {
      this.host.emit(id, kept);
      if (kind !== null && this.committing.get(kind) === state) this.committing.delete(kind);
    };
    this.host.keep((kept) => {
      if (kept && both) this.host.keep(() => settled(true));
      else settled(kept);
    });
  }

  private journal(id: string, done: (stored: boolean) => void): void {
    let open = true;
    const answer = (stored: boolean): void => {
      if (!open) return;
      open = false;
      done(stored);
    };
    if (!this.host.journal(id, answer)) answer(false);
    else this.time.in(JOURNAL_WAIT_MS, () => answer(false));
  }
}
