import { parseReply, type ReplyEnvelope } from '#wire/envelope.ts';
import { LinkError } from './link.ts';

interface Waiting {
  readonly resolve: (reply: ReplyEnvelope) => void;
  readonly reject: (error: LinkError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Requests under way, each settled by its reply, by its time to live, or by the end of the link. */
export class PendingReplies {
  readonly #waiting = new Map<string, Waiting>();

  /** @param wait ms until nobody is expected to answer any more. */
  expect(id: string, wait: number): Promise<ReplyEnvelope> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#fail(id, new LinkError('no-answer')), Math.max(0, wait));
      this.#waiting.set(id, { resolve, reject, timer });
    });
  }

  /** A reply that nobody waits for, or that is no reply, is dropped. */
  settle(payload: string): void {
    const parsed = parseReply(payload);
    if (!parsed.ok) return;
    this.#take(parsed.value.id)?.resolve(parsed.value);
  }

  /** The link broke: those waiting may send again, with the same id, when it is back. */
  abandon(): void {
    for (const id of [...this.#waiting.keys()]) this.#fail(id, new LinkError('lost'));
  }

  #fail(id: string, error: LinkError): void {
    this.#take(id)?.reject(error);
  }

  #take(id: string): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    if (!waiting) return undefined;
    clearTimeout(waiting.timer);
    this.#waiting.delete(id);
    return waiting;
  }
}
