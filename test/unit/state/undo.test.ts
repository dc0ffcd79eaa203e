import { describe, expect, it } from 'vitest';
import { standingUndo, Undo, UNDO_FOR } from '../../../src/state/undo.ts';

describe('what can be taken back', () => {
  const body = { kind: 'resume' } as const;
  const offer = { said: 'Automation goes on.', asked: body, inverse: { kind: 'pause', until: null } as const, until: 10_000 };
  it.each(['queued', 'done'] as const)('stands while it is %s', (progress) => expect(standingUndo(offer, [{ id: 'r', body, progress, reason: null }])).toBe(offer));
  it.each(['refused', 'late', 'expired', 'conflict'] as const)('is nothing when it was %s', (progress) => expect(standingUndo(offer, [{ id: 'r', body: { ...body }, progress, reason: null }])).toBeNull());
  it('U18 is offered for ten seconds by the page’s own clock', () => {
    let mono = 0;
    const undo = new Undo(() => mono);
    undo.put(offer.said, offer.asked, offer.inverse);
    mono = UNDO_FOR - 1;
    undo.expire();
    expect(undo.offer.value).not.toBeNull();
    mono = UNDO_FOR;
    undo.expire();
    expect(undo.offer.value).toBeNull();
  });
});
