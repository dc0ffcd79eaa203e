import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RevokedKeys } from '../../../../device/control/revokedKeys.ts';

let folder = '';
let logged: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tw-revoked-'));
  logged = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const path = (): string => join(folder, 'revoked');
const opened = (at = path()): RevokedKeys => new RevokedKeys(at, (line) => logged.push(line));

describe('withdrawn keys beside the state', () => {
  it('are there after a restart, each once', async () => {
    const keys = opened();
    await keys.keep({ dso: ['a'] });
    await keys.keep({ dso: ['a', 'b'], other: ['c'] });
    expect(opened().all).toEqual({ dso: ['a', 'b'], other: ['c'] });
    expect(readFileSync(path(), 'utf8').split('\n').filter(Boolean)).toHaveLength(3);
  });

  it('survive a line that was cut and one that is rubbish', async () => {
    await opened().keep({ dso: ['a'] });
    appendFileSync(path(), 'other');
    appendFileSync(path(), '\0\0\0');
    await opened().keep({ dso: ['b'] });
    expect(opened().all).toEqual({ dso: ['a', 'b'] });
  });

  it('a file that can be neither read nor written is told, and stops nothing', async () => {
    mkdirSync(path());
    await opened().keep({ dso: ['a'] });
    expect(logged).toHaveLength(2);
  });
});
