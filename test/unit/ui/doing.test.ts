import { describe, expect, it } from 'vitest';
import { doingSentence, reasonFor, type Scene } from '../../../src/ui/format/doing.ts';
import { whyLines } from '../../../src/ui/format/why.ts';
import { mergeActs, upcoming } from '../../../src/ui/format/acts.ts';
import { stepped, typed } from '../../../src/ui/parts/wishSteps.ts';
import { en } from '../../../src/ui/text/en.ts';
import { DAY_START, homeMessages, TOLD_AT } from '../../../src/ui/gallery/exampleHome.ts';

const HOUR = 3_600_000;
const messages = homeMessages();
const plan = messages.plan ?? undefined;
const tariff = messages.tariff ?? undefined;
if (!plan) throw new Error('the messages have a plan');
const scene: Scene = { now: TOLD_AT, zone: 'Europe/London', plan, devices: messages.devices, tariff, wishes: messages.wishes };

describe('what the home does and why', () => {
  it('names what comes next when nothing moves', () => {
    expect(doingSentence(en, scene)).toBe('Nothing to do until 16:00. Then Battery powers the home while power is dear, 41p.');
  });

  it('gives the cause with the price of this plan', () => {
    expect(doingSentence(en, { ...scene, now: DAY_START + 17 * HOUR })).toBe('Battery is powering the home because power is dear now, 41p.');
  });

  it('says that automation is paused, and until when', () => {
    const paused = (pausedUntil: number) => doingSentence(en, { ...scene, wishes: { ...messages.wishes, pausedUntil } });
    expect(paused(DAY_START + 20 * HOUR)).toBe('Automation is paused until 20:00. Your devices look after themselves.');
    expect(paused(Number.MAX_SAFE_INTEGER)).toBe('Automation is paused until you resume it. Your devices look after themselves.');
    expect(paused(TOLD_AT - 1)).toBe('Nothing to do until 16:00. Then Battery powers the home while power is dear, 41p.');
  });

  it('is honest when there is no plan', () => {
    expect(doingSentence(en, { ...scene, plan: undefined })).toBe('No plan yet. Your devices look after themselves.');
  });
});

describe('Why?', () => {
  it('answers in at most three lines made of the plan’s figures', () => {
    const [first] = upcoming(plan.acts, TOLD_AT);
    if (!first) throw new Error('something is planned');
    expect(whyLines(en, reasonFor(first, plan.reasons), 'GBP')).toEqual(['These are dear hours, better not bought.', 'Power costs 41p then.', 'The next best time costs 27.3p.']);
  });

  it('does not invent a cause', () => {
    expect(whyLines(en, undefined, 'GBP')).toEqual(['It follows from the whole plan; no single price decides it.']);
  });
});

describe('the list of acts', () => {
  it('joins slots that follow each other and look the same', () => {
    const slot = (from: number, to: number, power: number) => ({ device: 'battery', interval: { start: from * HOUR, end: to * HOUR }, policy: { kind: 'hold' as const, power } });
    const merged = mergeActs([slot(1, 2, 2_000), slot(2, 3, 1_500), slot(3, 4, 0), slot(4, 5, 2_000)]);
    expect(merged.map(({ interval }) => [interval.start / HOUR, interval.end / HOUR])).toEqual([[1, 3], [3, 4], [4, 5]]);
  });

  it('leaves out what is over and what only waits', () => {
    expect(upcoming(plan.acts, TOLD_AT).map(({ device, interval }) => [device, (interval.start - DAY_START) / HOUR])).toEqual([['battery', 16], ['battery', 25], ['dishwasher', 26]]);
  });
});

describe('a wish', () => {
  const [reserve, ready] = messages.wishes.wishes;
  if (reserve?.kind !== 'reserve' || ready?.kind !== 'readyBy') throw new Error('the messages have both wishes');
  it('for a reserve moves by 5 % and stays between empty and full', () => {
    expect(stepped(reserve, 1, TOLD_AT)).toMatchObject({ share: 0.25 });
    expect(stepped({ ...reserve, share: 0.02 }, -1, TOLD_AT)).toMatchObject({ share: 0 });
    expect(typed(reserve, '150', TOLD_AT, 'Europe/London')).toMatchObject({ share: 1 });
    expect(typed(reserve, 'much', TOLD_AT, 'Europe/London')).toBe(reserve);
  });

  it('for a deadline moves by half an hour, stays ahead of now, and never starts after it ends', () => {
    expect(stepped(ready, -1, TOLD_AT)).toMatchObject({ by: ready.by - HOUR / 2 });
    expect(stepped({ ...ready, by: TOLD_AT + 60_000 }, -1, TOLD_AT)).toMatchObject({ by: TOLD_AT + 60_000 });
    expect(typed(ready, '06:30', TOLD_AT, 'Europe/London')).toMatchObject({ by: DAY_START + 30.5 * HOUR, from: TOLD_AT });
  });
});
