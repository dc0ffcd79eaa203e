import { createHash } from 'node:crypto';

/** What stands in one slot of the state file: a head line, then JSON. */
export interface Slot {
  readonly sequence: number;
  readonly content: unknown;
}

const HEAD = /^tidewatt-control 1 (\d{1,15}) (\d{1,7}) ([0-9a-f]{64})\n/;
/** Control's state stays below this; more in a slot is not ours. */
export const MOST_BYTES = 1_000_000;

const sum = (sequence: number, body: Buffer): string => createHash('sha256').update(`${sequence}\n`).update(body).digest('hex');

/** @throws RangeError when the content is too large for a slot. */
export function encodeSlot({ sequence, content }: Slot): Buffer {
  const body = Buffer.from(JSON.stringify(content), 'utf8');
  if (body.length > MOST_BYTES) throw new RangeError(`control's state has ${body.length} bytes, more than ${MOST_BYTES}`);
  return Buffer.concat([Buffer.from(`tidewatt-control 1 ${sequence} ${body.length} ${sum(sequence, body)}\n`, 'latin1'), body]);
}

/** Undefined for a slot that was cut, overwritten or never written; bytes behind the content are left over and ignored. */
export function decodeSlot(bytes: Buffer): Slot | undefined {
  const head = HEAD.exec(bytes.subarray(0, 128).toString('latin1'));
  if (!head) return undefined;
  const sequence = Number(head[1]);
  const body = bytes.subarray(head[0].length, head[0].length + Number(head[2]));
  if (body.length !== Number(head[2]) || sum(sequence, body) !== head[3]) return undefined;
  try {
    return { sequence, content: JSON.parse(body.toString('utf8')) };
  } catch {
    return undefined;
  }
}

/** The one of the two that was written last and whole. */
export function newest(slots: readonly (Slot | undefined)[]): Slot | undefined {
  return slots.reduce((best, slot) => (slot && (!best || slot.sequence > best.sequence) ? slot : best), undefined);
}

/** Whether a former state was found: `empty` on a first start, `lost` when there was one and no slot of it is whole. */
export type Found = 'kept' | 'empty' | 'lost';

/** The two slots as they are found at a start. */
export interface ReadSlots {
  readonly content: unknown;
  readonly found: Found;
  readonly sequence: number;
  /** Which of the two was written last; -1 = neither is whole. */
  readonly latest: number;
}

/** @param isFirst nothing of this home was there before: slots that are empty later were emptied. */
export function readSlots(bytes: readonly Buffer[], isFirst: boolean): ReadSlots {
  const slots = bytes.map(decodeSlot);
  const best = newest(slots);
  return { content: best?.content ?? null, found: best ? 'kept' : isFirst ? 'empty' : 'lost', sequence: best?.sequence ?? 0, latest: slots.indexOf(best) };
}

/** The slot to write next: the older one, so that the newer is whole whatever happens to the write. */
export const olderSlot = (latest: number): 0 | 1 => (latest === 0 ? 1 : 0);
