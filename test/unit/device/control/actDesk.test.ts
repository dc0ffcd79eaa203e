import { describe, expect, it } from 'vitest';
import type { HouseholderAct } from '#domain/wish/householder.ts';
import type { FromControl } from '../../../../device/channel.ts';
import { ActDesk } from '../../../../device/control/actDesk.ts';

const ACT: HouseholderAct = { kind: 'override-ended', device: 'car' as never };

function desk(outcome: 'done' | 'refused', kept = true) {
  const posted: FromControl[] = [];
  const acts: ActDesk = new ActDesk({
    dispatch: ({ id }) => acts.told({ id: 'e-1', kind: 'householder-answer', act: id, outcome, reason: outcome === 'done' ? null : 'already-over' } as never),
    keep: async () => kept,
    post: (message) => posted.push(message) > 0,
  });
  return { acts, posted };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('what people do by hand', () => {
  it('stands in the journal when it was done and kept', async () => {
    const { acts, posted } = desk('done');
    acts.hear('r-1', ACT);
    await settled();
    expect(posted).toEqual([{ type: 'store', id: 'act/r-1', record: { kind: 'act', act: ACT } }, { type: 'act-answer', id: 'r-1', outcome: 'done', reason: null }]);
  });

  it('is answered as done where it could not be kept: it holds, and a restart forgets it', async () => {
    const { acts, posted } = desk('done', false);
    acts.hear('r-1', ACT);
    await settled();
    expect(posted).toEqual([{ type: 'act-answer', id: 'r-1', outcome: 'done', reason: 'not-kept' }]);
  });

  it('does not when it was refused, or not kept', async () => {
    for (const { acts, posted } of [desk('refused'), desk('done', false)]) {
      acts.hear('r-1', ACT);
      await settled();
      expect(posted.map(({ type }) => type)).toEqual(['act-answer']);
    }
  });
});
