import type { StoredEvent, StoreEffect, StoreFailedEvent } from '#domain/machine/effect.ts';

/** Where records go: control's own state file, and the journal in house. */
export interface Stores {
  /** Writes control's states, with those in `committing` in place of the present ones; true when they are on the disk. @param slots both where what is written is acknowledged. */
  keep(slots: 'one' | 'both'): Promise<boolean>;
  /** Hands a record to house; false when house is not there to take it. */
  journal(id: string, record: unknown): boolean;
}

/** House answers within this, or its storage is down, real ms. */
const JOURNAL_WAIT_MS = 3_000;

/** A record of a machine of control, named by it: the state that it starts from after a restart. */
interface StateRecord {
  readonly kind: string;
  readonly state: unknown;
  readonly frees: boolean;
  /** What the journal is told in place of the record; null = nothing. */
  readonly journal?: unknown;
}
const isStateRecord = (record: unknown): record is StateRecord =>
  typeof record === 'object' && record !== null && 'kind' in record && typeof record.kind === 'string' && 'state' in record && 'frees' in record && typeof record.frees === 'boolean';

/**
 * Storing is two things: the state file, which is ours and needs nobody, and the journal in house. What tightens is
 * stored when the state file has it, so that it can be acknowledged with house and its storage gone. What frees is
 * stored when both have it, the journal first (DESIGN, What must not fall together).
 */
export class Storing {
  /** States on their way to the disk, by machine: they stand in a snapshot before their machine has taken them over. */
  readonly committing = new Map<string, unknown>();
  private readonly asked = new Map<string, (stored: boolean) => void>();

  constructor(
    private readonly stores: Stores,
    private readonly emit: (event: StoredEvent | StoreFailedEvent) => void,
  ) {}

  async store({ id, record }: StoreEffect): Promise<void> {
    const ours = isStateRecord(record) ? record : null;
    const told = ours?.journal === undefined ? record : ours.journal;
    const journalled = told === null ? Promise.resolve(true) : this.journal(id, told);
    if ((ours === null || ours.frees) && !(await journalled)) return this.emit({ kind: 'store-failed', id, reason: 'storage-down' });
    if (ours) this.committing.set(ours.kind, ours.state);
    const kept = await this.stores.keep(told === null ? 'one' : 'both');
    this.emit(kept ? { kind: 'stored', id } : { kind: 'store-failed', id, reason: 'storage-down' });
    if (ours && this.committing.get(ours.kind) === ours.state) this.committing.delete(ours.kind);
  }

  /** House has answered. */
  answered(id: string, stored: boolean): void {
    this.asked.get(id)?.(stored);
    this.asked.delete(id);
  }

  /** House has gone: what it had not answered is not stored there. */
  lost(): void {
    for (const id of [...this.asked.keys()]) this.answered(id, false);
  }

  private journal(id: string, record: unknown): Promise<boolean> {
    return new Promise((resolve) => {
      if (!this.stores.journal(id, record)) return resolve(false);
      const timer = setTimeout(() => this.answered(id, false), JOURNAL_WAIT_MS);
      this.asked.set(id, (stored) => {
        clearTimeout(timer);
        resolve(stored);
      });
    });
  }
}
