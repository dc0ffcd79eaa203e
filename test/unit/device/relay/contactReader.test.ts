import { expect, it } from 'vitest';
import type { ContactEvent } from '#domain/limit/event.ts';
import { ms, type Instant } from '#domain/time/instant.ts';
import { ContactReader } from '../../../../device/signal/relay/contactReader.ts';
import type { ContactInput } from '../../../../device/signal/relay/input.ts';
import { HandClock } from '../../../fakes/handClock.ts';

const NOON = Date.UTC(2027, 2, 1, 12) as Instant;

/** A module that reads well, or fails in a way that nobody foresaw. */
class Module implements ContactInput {
  broken: 'throws' | 'rejects' | null = null;
  start(): void {
    if (this.broken) throw new TypeError('cannot start');
  }
  read: ContactInput['read'] = () => {
    if (this.broken === 'throws') throw new TypeError('cannot read');
    return this.broken ? Promise.reject(new TypeError('cannot read')) : Promise.resolve({ closed: new Map([['W3', true]]), age: ms(0) });
  };
  stop = (): Promise<void> => (this.broken ? Promise.reject(new TypeError('cannot stop')) : Promise.resolve());
}

it.each(['throws', 'rejects'] as const)('R12 an input that %s is not read, and its contacts grow old; it ends nothing, and is read again when it can be', async (how) => {
  const clock = new HandClock(NOON);
  const faulty = new Module();
  const [told, faults]: [ContactEvent[], string[]] = [[], []];
  const reader = new ContactReader({ source: 'box', inputs: [new Module(), faulty], normallyClosed: new Set() }, clock, (event) => told.push(event), (source, error) => faults.push(`${source}: ${String(error)}`));
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  const second = (): Promise<void> => {
    clock.pass(1_000);
    return settle();
  };
  faulty.broken = how;
  reader.start();
  await settle();
  await second();
  await second();
  expect([told.length, faults]).toEqual([0, ['box: TypeError: cannot start', 'box: TypeError: cannot read', 'box: TypeError: cannot read']]);
  faulty.broken = null;
  await second();
  expect(told).toMatchObject([{ kind: 'contact', source: 'box', closed: ['W3', 'W3'] }]);
  faulty.broken = how;
  await reader.stop();
  expect(faults.at(-1)).toBe('box: TypeError: cannot stop');
});
