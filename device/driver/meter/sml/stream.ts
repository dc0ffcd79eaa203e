import type { MeterMessage, MeterStream } from '../message.ts';
import { Rejections } from '../rejections.ts';
import { messagesAreRight, messagesOf } from './file.ts';
import { FrameFinder, type BadFrame, type Found, type SmlFrame } from './frame.ts';
import { listsOf, type ValueList } from './list.ts';
import { readList } from './listReading.ts';

/** `malformed`: the checks are right, and what they cover is no SML file; `malformed-entry`: one object of a good list is none. */
export type RejectedReason = BadFrame | 'malformed' | 'malformed-entry';

/** The lists of a frame, or why there are none. */
export function frameLists(frame: SmlFrame): readonly ValueList[] | 'crc' | 'malformed' {
  const messages = messagesOf(frame.content);
  if (!messages) return 'malformed';
  if (!messagesAreRight(frame, messages)) return 'crc';
  return listsOf(messages) ?? 'malformed';
}

/** What an SML meter pushes on its optical port. */
export class SmlStream implements MeterStream {
  readonly #finder = new FrameFinder();
  readonly #rejected = new Rejections<RejectedReason>();

  get rejected(): Readonly<Record<string, number>> {
    return this.#rejected.counts;
  }

  push(chunk: Uint8Array): MeterMessage[] {
    return this.#finder.push(chunk).flatMap((found) => this.#read(found));
  }

  end(): MeterMessage[] {
    return this.#finder.end().flatMap((found) => this.#read(found));
  }

  #read(found: Found): MeterMessage[] {
    if (found.kind === 'bad') return this.#reject(found.reason);
    const lists = frameLists(found.frame);
    if (typeof lists === 'string') return this.#reject(lists);
    for (const { malformed } of lists) if (malformed > 0) this.#reject('malformed-entry', malformed);
    return lists.map(readList);
  }

  #reject(reason: RejectedReason, count = 1): [] {
    this.#rejected.add(reason, count);
    return [];
  }
}
