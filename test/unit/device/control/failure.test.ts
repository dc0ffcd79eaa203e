import { describe, expect, it } from 'vitest';
import { failureLines, ourFault } from '../../../../device/control/failure.ts';

describe('a fault of ours', () => {
  it.each(['broker ended', 'broker ended.', 'broker ended.\n'])('is one sentence with one full stop: %j', (message) =>
    expect(failureLines(ourFault(new Error(message))).split('\n')[0]).toBe('Tidewatt could not start: broker ended. This is a fault of Tidewatt itself: report it with the lines above.'));
});
