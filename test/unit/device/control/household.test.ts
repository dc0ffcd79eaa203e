import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GB_PEAK_HOURS } from '#domain/follow/defaultHours.ts';
import { initialFollowState } from '#domain/follow/machine.ts';
import { initialGuardState } from '#domain/guard/machine.ts';
import { Household } from '../../../../device/control/household.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'tidewatt-household-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const opened = (): Household => new Household(join(folder, 'household'), () => undefined);

describe('when vehicles do not charge by themselves, as a person has chosen', () => {
  it('outlives the loss of both copies of the state', () => {
    opened().keep({ follow: { ...initialFollowState, hours: GB_PEAK_HOURS } });
    expect(opened().states).toEqual({ follow: { ...initialFollowState, pause: null, hours: GB_PEAK_HOURS } });
  });

  it('also where it was declined: no hours are an answer, and not the lack of one', () => {
    opened().keep({ follow: { ...initialFollowState, hours: [] } });
    expect(opened().states).toMatchObject({ follow: { hours: [] } });
    opened().keep({ follow: initialFollowState });
    expect(opened().states).toEqual({});
  });

  it('is not missed in what an earlier version wrote', () => {
    writeFileSync(join(folder, 'household'), JSON.stringify({ rest: null, pause: { until: null }, rungs: {} }));
    expect(opened().states).toMatchObject({ follow: { pause: { until: null } } });
  });
});

it('what a person says that the home generates outlives the loss of both copies of the state', () => {
  opened().keep({ guard: { ...initialGuardState, generation: 0 } });
  expect(opened().states).toEqual({ guard: { ...initialGuardState, generation: 0 } });
  opened().keep({ guard: { ...initialGuardState, generation: 4_200 } });
  expect(opened().states).toMatchObject({ guard: { generation: 4_200 } });
});
