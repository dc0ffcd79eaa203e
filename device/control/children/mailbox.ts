/** What a channel to a child does with one message; `done` says that the operating system has taken it. */
export type Send<Message> = (message: Message, done: (error: Error | null) => void) => void;

export interface MailboxOptions<Message> {
  /** Messages that replace an older waiting one with the same key; null = each counts. */
  readonly keyOf: (message: Message) => string | null;
  /** Handed to the operating system and not yet taken. */
  readonly mostInFlight?: number;
  /** Waiting messages that each count; the next one is refused. */
  readonly mostWaiting?: number;
}

/**
 * Messages to a child that may be blocked, fire and forget: never waits, never grows. Messages that say how things
 * are now replace each other; those that each count wait in order, and are refused when too many wait.
 */
export class Mailbox<Message> {
  private readonly waiting: Message[] = [];
  private readonly latest = new Map<string, Message>();
  private inFlight = 0;
  private stuckSince: number | null = null;

  constructor(
    private readonly send: Send<Message>,
    private readonly options: MailboxOptions<Message>,
    private readonly mono: () => number = () => performance.now(),
  ) {}

  /** False when it was refused: too many wait already. */
  post(message: Message): boolean {
    const key = this.options.keyOf(message);
    if (key === null) {
      if (this.waiting.length >= (this.options.mostWaiting ?? 4_096)) return false;
      this.waiting.push(message);
    } else {
      // Set anew, so that the newest word also stands last in order.
      this.latest.delete(key);
      this.latest.set(key, message);
    }
    this.pump();
    return true;
  }

  /** How many are held in this process for the child. */
  get held(): number {
    return this.waiting.length + this.latest.size + this.inFlight;
  }

  /** For how long, in ms, the channel has taken nothing though something waits. */
  stuckFor(): number {
    return this.stuckSince === null ? 0 : this.mono() - this.stuckSince;
  }

  private pump(): void {
    while (this.inFlight < (this.options.mostInFlight ?? 16)) {
      const message = this.take();
      if (message === undefined) break;
      this.inFlight += 1;
      this.send(message, () => this.taken());
    }
    if (this.inFlight > 0) this.stuckSince ??= this.mono();
  }

  private take(): Message | undefined {
    const counted = this.waiting.shift();
    if (counted !== undefined) return counted;
    const [entry] = this.latest;
    if (!entry) return undefined;
    this.latest.delete(entry[0]);
    return entry[1];
  }

  private taken(): void {
    this.inFlight -= 1;
    this.stuckSince = null;
    this.pump();
  }
}
