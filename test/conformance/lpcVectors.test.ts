import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lpcTrace, type LpcEvent } from '#domain/limit/lpcTrace.ts';
import type { LpcConfig } from '#domain/limit/lpc.ts';
import type { Watts } from '#domain/units/power.ts';

const shared = process.env['TIDEWATT_SHARED'] ?? join(import.meta.dirname, '../../../shared');
const file = join(shared, 'standards/eebus-spine/derived/lpc-lpp-state-machine.json');
const isThere = process.env['TIDEWATT_SHARED'] !== undefined || existsSync(file);
if (!isThere) console.log(`skipped: LPC vectors, ${file} is not there`);

interface Vector {
  readonly name: string;
  readonly start?: string;
  readonly events: readonly (readonly [string, string])[];
  readonly expect: string;
  readonly nack?: boolean;
}

const CONFIG: LpcConfig = { direction: 'consume', failsafe: 4_200 as Watts, failsafeDuration: 7_200, afterFailsafe: 'standard' };
/** What brings the machine into a state by second 0, from a power-up before. */
const INTO: Readonly<Record<string, readonly LpcEvent[]>> = {
  init: [],
  limited: [{ t: -2, event: 'heartbeat' }, { t: -1, event: 'limit', write: { w: 6_000, active: true } }],
  unlimitedControlled: [{ t: -2, event: 'heartbeat' }, { t: -1, event: 'limit', write: { w: 6_000, active: false } }],
  failsafe: [{ t: -121, event: 'heartbeat' }, { t: -120, event: 'limit', write: { w: 6_000, active: true } }],
};
const POWER_UP = -121;
const secondsOf = (text: string): number => Number(text.replace(/^t\+?/, ''));
const dashed = (state: string): string => state.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function eventOf([time, text]: readonly [string, string]): LpcEvent {
  const t = secondsOf(time);
  const [kind, , value, , duration] = text.split(' ');
  if (kind === 'limit') return { t, event: 'limit', write: { w: Number(value), active: true, duration: duration === undefined ? undefined : Number(duration) } };
  if (kind !== 'heartbeat' && kind !== 'restart' && kind !== 'tick') throw new Error(`a vector with an unknown event: ${text}`);
  return { t, event: kind };
}

describe.skipIf(!isThere)('the LPC/LPP vectors', () => {
  const vectors = isThere ? (JSON.parse(readFileSync(file, 'utf8')) as { testVectors: Vector[] }).testVectors : [];
  it('are there', () => expect(vectors.length).toBeGreaterThanOrEqual(9));
  it.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
    const into = INTO[vector.start ?? 'init'];
    if (!into) throw new Error(`a vector that starts in ${vector.start}`);
    const start = into.length === 0 ? 0 : POWER_UP;
    const lines = lpcTrace(CONFIG, start, [...into, ...vector.events.map(eventOf)]);
    expect(lines.at(-1)?.state).toBe(dashed(vector.expect));
    if (vector.nack) expect(lines.at(-1)?.nack).not.toBeNull();
  });
});
