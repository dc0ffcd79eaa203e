import { CAPS } from './caps.ts';

/** How much each credential makes the broker keep for others: topics by their bytes. */
export class RetainedShare {
  readonly #kept = new Map<string, Map<string, number>>();

  /** Counts a retained message in; false when the credential has no room left for it. Empty = forget the topic. */
  accept(credential: string, topic: string, bytes: number): boolean {
    const topics = this.#kept.get(credential) ?? new Map<string, number>();
    this.#kept.set(credential, topics);
    if (bytes === 0) {
      topics.delete(topic);
      return true;
    }
    let others = 0;
    for (const [name, size] of topics) if (name !== topic) others += size;
    const count = topics.has(topic) ? topics.size : topics.size + 1;
    if (count > CAPS.retainedTopics || others + bytes > CAPS.retainedBytes) return false;
    topics.set(topic, bytes);
    return true;
  }
}
