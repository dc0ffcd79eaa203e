import { describe, expect, it } from 'vitest';
import { readLocalBox } from '../../../device/control/localBox.ts';
import { box, DIMMED, FEED_IN, limited } from '../../fakes/limitSources.ts';
import { done, LimitGateway, NOON, refused } from '../../fakes/limitGateway.ts';

const HOUR = 3_600_000;
const PEER = 'ski-of-box';
const nameOf = (gateway: LimitGateway, direction = 'import'): string | undefined => gateway.state.lpc[`box/${direction}`]?.lpc.name;

/** In control of both directions. */
function controlled(): LimitGateway {
  const gateway = new LimitGateway(limited(box()), 'box');
  gateway.beat('box', PEER);
  expect([gateway.limit(1, 9_000, DIMMED), gateway.limit(2, 8_000, FEED_IN)]).toEqual([done, done]);
  return gateway;
}
const write = (gateway: LimitGateway, of: Parameters<LimitGateway['failsafe']>[0]) => gateway.failsafe({ peer: PEER, ...of });

describe('failsafe values that a control box writes', () => {
  it('LPC-TS-037 are refused before heartbeat and limit, in failsafe and in unlimited-autonomous', () => {
    const gateway = new LimitGateway(limited(box()), 'box');
    expect(write(gateway, { direction: 'import', w: 3_000 })).toEqual(refused('not-controlled'));
    gateway.beat('box', PEER);
    expect(write(gateway, { direction: 'import', w: 3_000 })).toEqual(refused('not-controlled'));
    const late = controlled();
    late.pass(121_000);
    expect([nameOf(late), write(late, { duration: 7_200 })]).toEqual(['failsafe', refused('not-controlled')]);
    late.pass(2 * HOUR);
    expect([nameOf(late), write(late, { duration: 7_200 })]).toEqual(['unlimited-autonomous', refused('not-controlled')]);
  });

  it('hold from the next failsafe on, and change nothing that holds now', () => {
    const gateway = controlled();
    expect(write(gateway, { direction: 'import', w: 3_000 })).toEqual(done);
    expect([gateway.of(DIMMED), nameOf(gateway)]).toEqual([9_000, 'limited']);
    gateway.pass(121_000);
    expect([gateway.of(DIMMED), gateway.of(FEED_IN)]).toEqual([3_000, 3_000]);
  });

  it('LPC-TS-041 have one duration for both directions', () => {
    const gateway = controlled();
    expect(write(gateway, { duration: 10_800 })).toEqual(done);
    gateway.pass(121_000);
    gateway.pass(3 * HOUR - 2_000);
    expect([nameOf(gateway), nameOf(gateway, 'export')]).toEqual(['failsafe', 'failsafe']);
    gateway.pass(2_000);
    expect([nameOf(gateway), nameOf(gateway, 'export')]).toEqual(['unlimited-autonomous', 'unlimited-autonomous']);
  });

  it('LPC-TS-044 are kept: a restart begins with them', () => {
    const gateway = controlled();
    write(gateway, { direction: 'export', w: 0, duration: 86_400 });
    gateway.restart('b2', NOON);
    expect([nameOf(gateway), gateway.of(FEED_IN), gateway.of(DIMMED)]).toEqual(['init', 0, 4_200]);
    gateway.pass(23 * HOUR);
    expect(nameOf(gateway)).toBe('init');
  });

  it('LPC-TS-044 written one behind the other, before the first is stored, all hold', () => {
    const gateway = controlled();
    gateway.storage = 'slow';
    write(gateway, { direction: 'import', w: 1_000 });
    write(gateway, { direction: 'export', w: 0 });
    write(gateway, { duration: 86_400 });
    gateway.flush();
    gateway.pass(121_000);
    expect([gateway.of(DIMMED), gateway.of(FEED_IN)]).toEqual([1_000, 0]);
    gateway.pass(23 * HOUR);
    expect([nameOf(gateway), nameOf(gateway, 'export')]).toEqual(['failsafe', 'failsafe']);
  });

  it('LPC-TS-044 are not acknowledged, and do not hold, while they cannot be stored', () => {
    const gateway = controlled();
    gateway.storage = 'down';
    expect(write(gateway, { direction: 'import', w: 20_000 })).toEqual(refused('storage-down'));
    gateway.pass(121_000);
    expect(gateway.of(DIMMED)).toBe(4_200);
  });

  it.each([
    ['negative', { direction: 'import', w: -1 }],
    ['not-a-number', { direction: 'import', w: '4200' }],
    ['not-a-number', { direction: 'import', w: Number.NaN }],
    ['too-large', { direction: 'export', w: 1e9 }],
    ['bad-duration', { duration: 7_199 }],
    ['bad-duration', { duration: 86_401 }],
    ['bad-duration', { duration: '7200' }],
    ['bad-duration', { direction: 'import', w: 3_000, duration: Number.NaN }],
    ['wrong-shape', {}],
    ['wrong-shape', { w: 3_000 }],
    ['unknown-source', { peer: 'somebody', direction: 'import', w: 3_000 }],
  ] as const)('LPC-022 are refused as %s, and nothing of them is taken: %j', (reason, of) => {
    const gateway = controlled();
    expect(write(gateway, of)).toEqual(refused(reason));
    gateway.pass(121_000);
    expect(gateway.of(DIMMED)).toBe(4_200);
  });

  it('go by no limit that comes before or after: its number is not used up', () => {
    const gateway = controlled();
    write(gateway, { duration: 7_200 });
    expect(gateway.limit(2, 7_000, DIMMED)).toEqual(refused('stale-sequence'));
    expect(gateway.limit(3, 7_000, DIMMED)).toEqual(done);
  });

  it('come over the local socket, told apart from what is not of a box', () => {
    const said = { source: 'box', peer: PEER, say: 'failsafe', direction: 'import', w: 3_000 };
    expect(readLocalBox({ id: '1', box: said })).toEqual(said);
    expect(readLocalBox({ id: '1', signal: {} })).toBeUndefined();
    expect(readLocalBox({ id: '1', box: { ...said, say: 'reboot' } })).toBeNull();
  });
});
