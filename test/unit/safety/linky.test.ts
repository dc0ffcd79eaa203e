import { describe, expect, it } from 'vitest';
import type { HomeEvent } from '#domain/machine/machine.ts';
import { TicStream } from '../../../device/driver/meter/tic/stream.ts';
import { standardFrame } from '../../fixtures/tic/frames.ts';
import { SafetyHome, second } from './safetyHome.ts';

describe('a Linky whose terminal cover is opened (E21)', () => {
  it('raises the tamper alarm until it is closed', () => {
    const home = new SafetyHome();
    const hear = (n: number, stge: string): void => {
      const [reading] = new TicStream('Europe/Paris').push(new TextEncoder().encode(standardFrame(['ADSC|041976123456', 'EAST|012345678', 'SINSTS|00500', `STGE|${stge}`])));
      home.tell({ kind: 'reading', reading: { ...reading, at: second(n), quality: 'measured' } } as HomeEvent, second(n));
    };
    for (const n of [1, 2]) hear(n, '003A0001');
    hear(3, '003A0011');
    expect(home.alarms).toEqual(['tamper/ 3..']);
    hear(9, '003A0001');
    expect(home.alarms).toEqual(['tamper/ 3..9']);
  });
});
