import { encodeSlot, olderSlot, readSlots, type Found } from '../../control/slots.ts';

export type Damage = 'torn' | 'zeroed' | 'truncated' | 'garbage' | 'deleted';
/** Why writes fail now: `some` fails every second one, leaving a part of it behind. */
export type DiskState = 'well' | 'full' | 'read-only' | 'some';

/** The files of control's state in memory: two slots and the mark of a first start. The gateway's own code encodes, decodes and chooses. */
export class Disk {
  private readonly slots: [Buffer, Buffer] = [Buffer.alloc(0), Buffer.alloc(0)];
  private isMarked = false;
  private sequence = 0;
  private latest = -1;
  private writes = 0;
  state: DiskState = 'well';

  /** @throws Error as the file system would. */
  write(content: unknown): void {
    this.writes += 1;
    const place = olderSlot(this.latest);
    const bytes = encodeSlot({ sequence: this.sequence + 1, content });
    if (this.state === 'full' || this.state === 'read-only') throw new Error(this.state === 'full' ? 'ENOSPC' : 'EROFS');
    if (this.state === 'some' && this.writes % 2 === 0) {
      this.slots[place] = bytes.subarray(0, bytes.length >> 1);
      throw new Error('EIO');
    }
    this.slots[place] = bytes;
    this.sequence += 1;
    this.latest = place;
  }

  /** As at a start; the sequence goes on from what is found. */
  read(): { readonly content: unknown; readonly found: Found } {
    const { content, found, sequence, latest } = readSlots(this.slots, !this.isMarked);
    this.isMarked = true;
    this.sequence = sequence;
    this.latest = latest;
    return { content, found };
  }

  /** A slot from elsewhere in place of the older one. */
  place(bytes: Buffer): void {
    this.slots[olderSlot(this.latest)] = bytes;
  }

  /** @param both the newer slot only, or both. @param share where in the slot it begins, 0..1. */
  damage(how: Damage, both: boolean, share: number): void {
    const places = both ? [0, 1] : [Math.max(0, this.latest)];
    for (const place of places) this.slots[place] = damaged(this.slots[place] ?? Buffer.alloc(0), how, share);
  }
}

function damaged(bytes: Buffer, how: Damage, share: number): Buffer {
  const from = Math.floor(bytes.length * share);
  const copy = Buffer.from(bytes);
  if (how === 'deleted') return Buffer.alloc(0);
  if (how === 'truncated') return copy.subarray(0, from);
  if (how === 'garbage') return copy.map((byte, index) => (byte * 31 + index * 17 + 7) & 0xff) as Buffer;
  return copy.fill(0, from, how === 'torn' ? Math.min(bytes.length, from + 512) : bytes.length);
}
