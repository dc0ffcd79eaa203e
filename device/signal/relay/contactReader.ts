import type { ContactEvent } from '#domain/limit/event.ts';
import { ms, SECOND } from '#domain/time/instant.ts';
import type { Cancel, HomeClock } from '../../clock/clock.ts';
import type { ContactInput, WireReading } from './input.ts';

export interface ContactSource {
  readonly source: string;
  readonly inputs: readonly ContactInput[];
  /** Contacts that are wired to speak when they open, so that a broken wire limits. */
  readonly normallyClosed: ReadonlySet<string>;
}

/**
 * Reads the contacts of one source each second and tells control. Only a reading of all of them is a word: where one
 * cannot be read nothing is told, the source grows old, and its failsafe holds (reliability R12).
 */
export class ContactReader {
  private cancel: Cancel = () => undefined;
  private isReading = false;
  private count = 0;

  constructor(
    private readonly of: ContactSource,
    private readonly clock: HomeClock,
    private readonly dispatch: (event: ContactEvent) => void,
    /** An input threw: a fault of its own, by which its contacts cannot be read. */
    private readonly fault: (source: string, error: unknown) => void,
  ) {}

  start(): void {
    for (const input of this.of.inputs) void this.tried(async () => input.start());
    this.cancel = this.clock.every(SECOND, () => void this.look());
  }

  async stop(): Promise<void> {
    this.cancel();
    await Promise.all(this.of.inputs.map((input) => this.tried(() => input.stop())));
  }

  /** One at a time: a module that hangs is waited for, and is not read meanwhile. */
  private async look(): Promise<void> {
    if (this.isReading) return;
    this.isReading = true;
    try {
      const read = await Promise.all(this.of.inputs.map((input) => this.tried(() => input.read())));
      this.tell(read);
    } finally {
      this.isReading = false;
    }
  }

  private async tried<Done>(todo: () => Promise<Done>): Promise<Done | null> {
    try {
      return await todo();
    } catch (error) {
      this.fault(this.of.source, error);
      return null;
    }
  }

  private tell(read: readonly (WireReading | null)[]): void {
    const { source, normallyClosed } = this.of;
    const closed: string[] = [];
    let oldest = 0;
    for (const wires of read) {
      if (!wires) return;
      oldest = Math.max(oldest, wires.age);
      for (const [contact, isClosed] of wires.closed) if (isClosed !== normallyClosed.has(contact)) closed.push(contact);
    }
    this.count += 1;
    this.dispatch({ kind: 'contact', id: `relay/${source}/${this.count}`, source, closed, age: ms(oldest) });
  }
}
