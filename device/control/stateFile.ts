import { constants } from 'node:fs';
import { open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeSlot, olderSlot, readSlots, type Found, type Slot } from './slots.ts';

export interface OpenedState {
  readonly file: StateFile;
  readonly content: unknown;
  readonly found: Found;
}

/** Says beside the slots that there was a first start: slots that are gone later were deleted. */
const MARK = 'begun';

/**
 * Opens the two slots of `name` in the state folder, making them where absent.
 * @throws the file system's error when the folder cannot be read and written.
 */
export async function openStateFile(folder: string, name: string): Promise<OpenedState> {
  const files = [`${name}.0`, `${name}.1`].map((slot) => join(folder, slot));
  // Whatever is named after the slots is of this home: its mark, its withdrawn keys.
  const isFirst = !(await readdir(folder)).some((entry) => entry.startsWith(`${name}.`));
  const handles = await Promise.all(files.map((file) => open(file, constants.O_RDWR | constants.O_CREAT, 0o600)));
  await (await open(join(folder, `${name}.${MARK}`), 'a', 0o600)).close();
  const { content, found, sequence, latest } = readSlots(await Promise.all(handles.map(readWhole)), isFirst);
  return { file: new StateFile(handles, sequence, latest), content, found };
}

/** Slots are below 1 MB, so one read from the start takes all of it. */
async function readWhole(handle: FileHandle): Promise<Buffer> {
  const { size } = await handle.stat();
  const bytes = Buffer.alloc(Math.min(size, 2_000_000));
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
  return bytes.subarray(0, bytesRead);
}

/** A disk that is filling up takes a part and says so only at the next write. @throws the file system's error */
async function writeWhole(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at, at);
    if (bytesWritten === 0) throw new Error(`the disk took ${at} of ${bytes.length} bytes`);
    at += bytesWritten;
  }
}

/** Writes one slot after the other, never the one that holds the newest state. */
export class StateFile {
  private busy: Promise<void> = Promise.resolve();

  constructor(
    private readonly handles: readonly FileHandle[],
    private sequence: number,
    private latest: number,
  ) {}

  /** Resolves when the content is on the disk. @throws the file system's error (full, read-only); the former slot stands. */
  write(content: unknown): Promise<void> {
    const done = this.busy.then(() => this.put({ sequence: this.sequence + 1, content }));
    // The next write waits for this one, however it went.
    this.busy = done.catch(() => undefined);
    return done;
  }

  async close(): Promise<void> {
    await this.busy;
    await Promise.all(this.handles.map((handle) => handle.close()));
  }

  private async put(slot: Slot): Promise<void> {
    const place = olderSlot(this.latest);
    const handle = this.handles[place];
    if (!handle) throw new Error('the state file has two slots');
    const bytes = encodeSlot(slot);
    await writeWhole(handle, bytes);
    await handle.truncate(bytes.length);
    await handle.datasync();
    this.sequence = slot.sequence;
    this.latest = place;
  }
}
