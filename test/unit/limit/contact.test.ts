import { describe, expect, it } from 'vitest';
import { dimmingContact, generationRelays } from '#domain/limit/contact.ts';
import type { ContactLoss } from '#domain/limit/loss.ts';
import { ms } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { DIMMED, limited } from '../../fakes/limitSources.ts';
import { LimitGateway, NOON } from '../../fakes/limitGateway.ts';

const FEED = { direction: 'export', scope: 'site' } as const;
const loss: ContactLoss = {
  kind: 'contact',
  rows: [...generationRelays(watts(10_000)), dimmingContact('W3', watts(4_200))],
  open: 'none',
  failsafe: [{ ...FEED, w: watts(0) }, { ...DIMMED, w: watts(4_200) }],
  maxAge: 60_000,
  debounce: 1_000,
};
const fnn = (of: Partial<ContactLoss> = {}): LimitGateway => new LimitGateway(limited({ source: 'fnn', keys: [], loss: { ...loss, ...of } }));
/** Read each 500 ms for two seconds, so that it has settled. */
function settle(gateway: LimitGateway, ...closed: string[]): void {
  for (let n = 0; n < 5; n++) {
    gateway.contact('fnn', ...closed);
    gateway.pass(500);
  }
}

describe('an FNN control box by its contacts', () => {
  it('until they are read the failsafe holds, and for the debounce time after', () => {
    const gateway = fnn();
    gateway.step({ kind: 'tick' });
    expect([gateway.of(FEED), gateway.of(DIMMED), gateway.because(FEED)]).toEqual([0, 4_200, 'contact-lost']);
    gateway.contact('fnn', 'K1');
    gateway.pass(999);
    expect(gateway.of(FEED)).toBe(0);
    gateway.pass(1);
    expect([gateway.of(FEED), gateway.of(DIMMED)]).toEqual([null, null]);
  });

  it.each([
    [['K1'], null, null],
    [['K2'], 6_000, null],
    [['K3'], 3_000, null],
    [['K4'], 0, null],
    [['K1', 'W3'], null, 4_200],
    [['K4', 'W3'], 0, 4_200],
    [['K2', 'K3'], 3_000, null],
    [[], null, null],
  ])('%j closed: %j W of export, %j W of controllable import', (closed, feed, dimmed) => {
    const gateway = fnn();
    settle(gateway, ...closed);
    expect([gateway.of(FEED), gateway.of(DIMMED)]).toEqual([feed, dimmed]);
  });

  it('with every contact open a broken wire can be the failsafe', () => {
    const gateway = fnn({ open: 'failsafe' });
    settle(gateway, 'K1');
    expect(gateway.of(FEED)).toBeNull();
    settle(gateway);
    expect([gateway.of(FEED), gateway.because(FEED)]).toEqual([0, 'failsafe']);
  });

  it('closing tightens at once, opening loosens when it has stood; a bounce frees nothing', () => {
    const gateway = fnn();
    settle(gateway, 'K1');
    gateway.contact('fnn', 'K1', 'W3');
    expect(gateway.of(DIMMED)).toBe(4_200);
    settle(gateway, 'K1', 'W3');
    for (let n = 0; n < 20; n++) {
      gateway.contact('fnn', 'K1', ...(n % 2 === 0 ? [] : ['W3']));
      gateway.pass(300);
      expect(gateway.of(DIMMED)).toBe(4_200);
    }
    settle(gateway, 'K1');
    expect(gateway.of(DIMMED)).toBeNull();
  });

  it('R12 a reading that was late on its way does not undo a newer one', () => {
    const gateway = fnn();
    settle(gateway, 'K1', 'W3');
    expect(gateway.of(DIMMED)).toBe(4_200);
    gateway.step({ kind: 'contact', id: 'late', source: 'fnn', closed: ['K1'], age: ms(30_000) });
    gateway.pass(5_000);
    expect(gateway.of(DIMMED)).toBe(4_200);
    gateway.step({ kind: 'contact', id: 'very-late', source: 'fnn', closed: [], age: ms(300_000) });
    expect([gateway.of(DIMMED), gateway.because(DIMMED)]).toEqual([4_200, undefined]);
  });

  it('a contact nobody wired is no reading, and its source grows old', () => {
    const gateway = fnn();
    settle(gateway, 'K1');
    for (let n = 0; n < 61; n++) {
      gateway.pass(1_000);
      gateway.contact('fnn', 'K1', 'K9');
    }
    expect(gateway.of(FEED)).toBe(0);
    expect(gateway.answers.at(-1)).toMatchObject({ outcome: 'refused', reason: 'unknown-contact' });
    gateway.contact('relay', 'K1');
    expect(gateway.answers.at(-1)).toMatchObject({ outcome: 'refused', reason: 'unknown-source' });
  });

  it('a restart waits for a reading, in the failsafe', () => {
    const gateway = fnn();
    settle(gateway, 'K1');
    gateway.restart('b2', NOON + 10_000);
    expect(gateway.of(FEED)).toBe(0);
    settle(gateway, 'K1');
    expect(gateway.of(FEED)).toBeNull();
  });
});
