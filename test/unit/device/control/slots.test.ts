import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStateFile } from '../../../../device/control/stateFile.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidewatt-slots-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const slot = (n: number): string => join(folder, `control.${n}`);
/** The same dice at every run: a failing cut can be run again. */
function dice(seed: number): (sides: number) => number {
  let state = seed >>> 0;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % sides;
  };
}

async function written(...contents: readonly unknown[]): Promise<void> {
  const { file } = await openStateFile(folder, 'control');
  for (const content of contents) await file.write(content);
  await file.close();
}

async function reopened(): Promise<{ readonly content: unknown; readonly found: string }> {
  const { file, content, found } = await openStateFile(folder, 'control');
  await file.close();
  return { content, found };
}

describe('the state file of control', () => {
  it('is empty on a first start and gives back the last state after that', async () => {
    expect(await reopened()).toEqual({ content: null, found: 'empty' });
    await written({ limit: 4200 }, { limit: 4100 });
    expect(await reopened()).toEqual({ content: { limit: 4100 }, found: 'kept' });
  });

  it('gives back the last or the last but one whole state after any of 200 random cuts of one slot', async () => {
    const roll = dice(20_230_326);
    for (let cut = 0; cut < 200; cut++) {
      const padding = 'x'.repeat(roll(4_000));
      await written({ n: 2 * cut, padding }, { n: 2 * cut + 1, padding });
      const victim = slot(roll(2));
      const bytes = await readFile(victim);
      const from = roll(bytes.length);
      if (roll(2) === 0) await writeFile(victim, bytes.subarray(0, from));
      else await writeFile(victim, Buffer.concat([bytes.subarray(0, from), Buffer.alloc(bytes.length - from)]));
      const { content, found } = await reopened();
      expect(found, `cut ${cut} at ${from} of ${bytes.length}`).toBe('kept');
      expect([2 * cut, 2 * cut + 1]).toContain((content as { n: number }).n);
    }
  });

  it('says that a state was lost when neither slot is whole, and writes a new one', async () => {
    await written({ limit: 1 }, { limit: 2 });
    for (const n of [0, 1]) await writeFile(slot(n), Buffer.from('tidewatt-control 1 9 4 00'));
    expect(await reopened()).toEqual({ content: null, found: 'lost' });
    await written({ limit: 3 });
    expect(await reopened()).toEqual({ content: { limit: 3 }, found: 'kept' });
  });

  it('ignores one flipped bit of the newer state and takes the older', async () => {
    await written({ limit: 4200 }, { limit: 4100 });
    for (const n of [0, 1]) {
      const bytes = await readFile(slot(n));
      const at = bytes.indexOf('4100');
      if (at < 0) continue;
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      await writeFile(slot(n), bytes);
    }
    expect(await reopened()).toEqual({ content: { limit: 4200 }, found: 'kept' });
  });
});
