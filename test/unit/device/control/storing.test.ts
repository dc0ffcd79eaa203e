import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Storing } from '../../../../device/control/storing.ts';

interface World {
  readonly storing: Storing;
  readonly steps: string[];
  house: boolean;
  disk: boolean;
}

function world(): World {
  const steps: string[] = [];
  const made: World = {
    steps,
    house: true,
    disk: true,
    storing: new Storing(
      {
        keep: async (slots) => {
          steps.push(`state file, ${slots} ${slots === 'both' ? 'slots' : 'slot'}`);
          return made.disk;
        },
        journal: (id) => {
          if (made.house) steps.push(`journal ${id}`);
          return made.house;
        },
      },
      (event) => steps.push(`${event.kind} ${event.id}`),
    ),
  };
  return made;
}
const effect = (frees: boolean) => ({ id: 'b/limit/1', kind: 'store' as const, record: { kind: 'limit', state: { held: [] }, frees } });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('storing a limit', () => {
  it('that tightens needs the state file only: house may be gone', async () => {
    const made = world();
    made.house = false;
    await made.storing.store(effect(false));
    expect(made.steps).toEqual(['state file, both slots', 'stored b/limit/1']);
  });

  it('that frees is refused when house is gone, and the state file is not touched', async () => {
    const made = world();
    made.house = false;
    await made.storing.store(effect(true));
    expect(made.steps).toEqual(['store-failed b/limit/1']);
  });

  it('that frees waits for the journal first, then for the state file', async () => {
    const { storing, steps } = world();
    const stored = storing.store(effect(true));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(steps).toEqual(['journal b/limit/1']);
    storing.answered('b/limit/1', true);
    await stored;
    expect(steps).toEqual(['journal b/limit/1', 'state file, both slots', 'stored b/limit/1']);
  });

  it('that frees is refused when the journal says nothing for three seconds, or house dies', async () => {
    for (const end of [(made: World) => vi.advanceTimersByTimeAsync(3_000).then(() => made), async (made: World) => made.storing.lost()]) {
      const made = world();
      const stored = made.storing.store(effect(true));
      await end(made);
      await stored;
      expect(made.steps).toEqual(['journal b/limit/1', 'store-failed b/limit/1']);
    }
  });

  it('of which the journal is told nothing is no limit, and is written once: a heartbeat', async () => {
    const { storing, steps } = world();
    await storing.store({ id: 'b/signals/1', kind: 'store', record: { kind: 'signals', state: {}, frees: false, journal: null } });
    expect(steps).toEqual(['state file, one slot', 'stored b/signals/1']);
  });

  it('is not stored when the disk does not take it', async () => {
    const made = world();
    made.disk = false;
    await made.storing.store(effect(false));
    expect(made.steps).toEqual(['journal b/limit/1', 'state file, both slots', 'store-failed b/limit/1']);
  });

  it('puts the record in the snapshot while it is being written, and not afterwards', async () => {
    const seen: unknown[] = [];
    const storing: Storing = new Storing({ keep: async () => (seen.push(storing.committing.get('limit')), true), journal: () => true }, () => undefined);
    await storing.store(effect(false));
    expect(seen).toEqual([{ held: [] }]);
    expect(storing.committing.size).toBe(0);
  });
});
