import { describe, expect, it } from 'vitest';
import type { RequestBody } from '#wire/message/request.ts';
import { HALF_HOUR, isAsked, slotRequest, slotsOf, type Slot } from '../../../src/state/slotChoices.ts';
import type { Progress } from '../../../src/state/requests.ts';
import { DAY_START } from '../../../src/ui/gallery/exampleHome.ts';

const slot: Slot = { device: 'battery', start: DAY_START, end: DAY_START + HALF_HOUR, planned: true };
const policy = { kind: 'run' as const };

describe('half-hours of an act', () => {
  it('are those it touches, with one before and one after, from the one that runs on', () => {
    const act = { device: 'plug', interval: { start: DAY_START + HALF_HOUR + 1, end: DAY_START + 2 * HALF_HOUR + 1 }, policy };
    const starts = (now: number): readonly (readonly [number, boolean])[] => slotsOf(act, now).map(({ start, planned }) => [(start - DAY_START) / HALF_HOUR, planned]);
    expect(starts(DAY_START)).toEqual([[0, false], [1, true], [2, true], [3, false]]);
    expect(starts(DAY_START + 2 * HALF_HOUR)).toEqual([[2, true], [3, false]]);
  });

  it('to come are decided under the wishes, the one that runs by hand until its end; each with what takes it back', () => {
    expect(slotRequest(slot, 'off', null, DAY_START - 1)).toEqual({
      body: { kind: 'slot', choice: { device: 'battery', start: DAY_START, end: DAY_START + HALF_HOUR, want: 'off' } },
      inverse: { kind: 'slot-freed', device: 'battery', start: DAY_START },
    });
    expect(slotRequest(slot, null, 'on', DAY_START)).toEqual({
      body: { kind: 'act', act: { kind: 'override-ended', device: 'battery' } },
      inverse: { kind: 'act', act: { kind: 'override', device: 'battery', want: 'on', until: DAY_START + HALF_HOUR } },
    });
  });

  it('are asked as long as the home has not answered, each for itself', () => {
    const asked = (body: RequestBody, progress: Progress = 'queued') => [{ id: 'r', body, progress, reason: null }];
    const { body, inverse } = slotRequest(slot, 'off', null, 0);
    expect([isAsked(slot, asked(body)), isAsked(slot, asked(inverse)), isAsked(slot, asked(body, 'done')), isAsked({ ...slot, start: 0 }, asked(body))]).toEqual([true, true, false, false]);
  });
});
