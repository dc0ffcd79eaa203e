import { describe, expect, it } from 'vitest';
import type { StateBodies } from '#wire/message/index.ts';
import type { StateName } from '#wire/topics.ts';
import { attentionOf, isSounding, phaseOf, stepOf, unseenWarning } from '../../../src/state/attention.ts';
import { HomeModel } from '../../../src/state/homeModel.ts';
import { delayedRestart, everything, firmCall, highVoltage, offer, outageNotice, running, undecided, waitingLadder, warnedLadder } from '../../../src/ui/gallery/exampleAttention.ts';
import { bindingLimit, homeMessages, TOLD_AT } from '../../../src/ui/gallery/exampleHome.ts';

const HOUR = 3_600_000;

function factsOf(change: Partial<StateBodies>) {
  const model = new HomeModel(() => 0);
  let seq = 0;
  for (const [name, body] of Object.entries({ ...homeMessages(), ...change })) model.receive(`tw/state/${name as StateName}`, JSON.stringify({ v: 1, storeId: 's', boot: 'b', seq: ++seq, time: TOLD_AT, body }));
  return model.facts;
}
const kinds = (change: Partial<StateBodies>, now = TOLD_AT, read: readonly string[] = []): readonly string[] => attentionOf(factsOf(change), now, read).map(({ kind }) => kind);

describe('what wants attention', () => {
  it('is nothing in a calm home', () => expect(kinds({})).toEqual([]));
  it('is in the order safety, threshold, limit, event, decision, notice', () => expect(kinds(everything())).toEqual(['danger', 'ladder', 'limit', 'event', 'event', 'operators', 'charging', 'notice']));
  it('is what only people can decide, after what runs: operators that a lost state has silenced, and the hours of a car', () => {
    expect(kinds({ ...undecided(), events: [running()], notices: outageNotice() })).toEqual(['event', 'operators', 'charging', 'notice']);
    expect(attentionOf(factsOf(undecided()), TOLD_AT, [])[0]).toEqual({ kind: 'operators', issuers: ['Grid Co'] });
    expect(kinds({ ...undecided(), contracts: [] })).toEqual(['charging']);
    const [hours] = undecided().household.charging?.except ?? [];
    if (!hours) throw new Error('there are hours');
    for (const charging of [{ except: [hours], chosen: true }, { except: [], chosen: false }]) expect(kinds({ household: { operators: 'heard', charging } })).toEqual([]);
  });
  it('U30 is no limit that stands without binding', () => expect(kinds({ limit: { ...bindingLimit(), binding: false } })).toEqual([]));
  it('is a limit that cannot be kept, binding or not', () => expect(kinds({ limit: { ...bindingLimit(), binding: false, state: 'unkeepable' } })).toEqual(['limit']));
  it('is a delayed restart until its end', () => {
    expect(kinds({ limit: delayedRestart() })).toEqual(['delayed']);
    expect(kinds({ limit: delayedRestart() }, TOLD_AT + 301_000)).toEqual([]);
  });
  it('is an alarm that is over until somebody has seen it, after all that lasts', () => {
    const [alarm] = highVoltage().alarms;
    if (!alarm) throw new Error('there is an alarm');
    const past = { ...highVoltage(), alarms: [{ ...alarm, until: TOLD_AT - 1_000 }] };
    expect(kinds({ safety: past, events: [running()] })).toEqual(['event', 'alarm']);
    expect(kinds({ safety: { ...past, alarms: [{ ...alarm, until: TOLD_AT, acknowledged: true }] } })).toEqual([]);
  });
  it('is no restart of the gateway and no lost link: they are for the list', () => {
    const alarm = { id: 'restarted//1', kind: 'restarted' as const, since: TOLD_AT, until: TOLD_AT, phase: null, value: null, threshold: null, acknowledged: false };
    expect(kinds({ safety: { ...highVoltage(), alarms: [alarm] } })).toEqual([]);
  });
  it('is a notice until its outage is over, or until it was read here', () => {
    expect(kinds({ notices: outageNotice() }, TOLD_AT + 21 * HOUR)).toEqual(['notice']);
    expect(kinds({ notices: outageNotice() }, TOLD_AT + 22 * HOUR)).toEqual([]);
    expect(kinds({ notices: outageNotice() }, TOLD_AT, ['n1'])).toEqual([]);
  });
});

describe('a call on Now', () => {
  it.each([
    ['an offer', offer(), 'offered'],
    ['one that runs', running(), 'running'],
    ['a firm one that runs', firmCall(), 'running'],
    ['one taken part in, an hour before', offer({ status: 'joined', start: TOLD_AT + HOUR }), 'ahead'],
    ['one taken part in, two hours before', offer({ status: 'joined', start: TOLD_AT + 2 * HOUR }), null],
    ['one that was skipped', offer({ status: 'skipped' }), null],
    ['one that was left', offer({ status: 'opted-out' }), null],
    ['one whose end has passed', offer({ status: 'running', start: TOLD_AT - HOUR, end: TOLD_AT }), null],
  ] as const)('%s', (_name, event, phase) => expect(phaseOf(event, TOLD_AT)).toBe(phase));
});

describe('what is said at once', () => {
  it('is danger before the threshold, and nothing that was seen', () => {
    expect(unseenWarning(factsOf(everything()), TOLD_AT)?.kind).toBe('danger');
    expect(unseenWarning(factsOf({ ladder: [warnedLadder()] }), TOLD_AT)?.kind).toBe('ladder');
    expect(unseenWarning(factsOf({ ladder: [warnedLadder({ acknowledged: true })] }), TOLD_AT)).toBeNull();
  });
  it('is new with another step, not with another power or deadline', () => {
    const step = (change: Parameters<typeof warnedLadder>[0]): string => stepOf({ kind: 'ladder', ladder: warnedLadder(change) });
    expect(step({ power: 9_000, interruptsAt: TOLD_AT + 70_000 })).toBe(step({}));
    expect(step({ step: 'shedding' })).not.toBe(step({}));
  });
  it.each([
    [warnedLadder(), true],
    [warnedLadder({ step: 'shedding' }), true],
    [waitingLadder({ step: 'interrupted', acknowledged: false }), true],
    [warnedLadder({ acknowledged: true }), false],
    [warnedLadder({ step: 'below' }), false],
    [waitingLadder(), false],
  ])('sounds while it waits to be acknowledged: $step, acknowledged $acknowledged', (ladder, sounds) => expect(isSounding([ladder])).toBe(sounds));
});
