import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCallersFile } from '../../../../device/cli/file.ts';

let folder = '';
const file = (): string => join(folder, 'capture');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidewatt-file-'));
  writeFileSync(file(), 'x'.repeat(200_000));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a file of the command line', () => {
  it('is read whole, up to as many bytes as may be held', async () => {
    expect((await readCallersFile(file())).length).toBe(200_000);
    expect((await readCallersFile(file(), 200_000)).length).toBe(200_000);
  });
  it('that is larger is refused, and says how to go on', async () =>
    await expect(readCallersFile(file(), 199_999)).rejects.toMatchObject({ id: 'file-too-large', remedy: expect.stringContaining('head -c') as string }));
  it('that is none says why', async () => {
    await expect(readCallersFile(join(folder, 'none'))).rejects.toMatchObject({ id: 'file-unreadable', detail: 'ENOENT' });
    await expect(readCallersFile(folder)).rejects.toMatchObject({ id: 'file-unreadable', detail: 'EISDIR' });
  });
});
