import { describe, expect, it } from 'vitest';
import { crashesAfter, waitBeforeRestart } from '../../../../device/control/children/backOff.ts';
import { Mailbox } from '../../../../device/control/children/mailbox.ts';

interface Letter {
  readonly type: string;
  readonly n: number;
}
const keyOf = ({ type }: Letter): string | null => (type === 'store' ? null : type);

/** A channel that takes nothing until it is opened. */
function blockedChannel() {
  const sent: Letter[] = [];
  const waiting: (() => void)[] = [];
  let open = false;
  return {
    sent,
    send: (letter: Letter, done: (error: Error | null) => void) => {
      sent.push(letter);
      if (open) done(null);
      else waiting.push(() => done(null));
    },
    unblock: () => {
      open = true;
      for (const done of waiting.splice(0)) done();
    },
  };
}

describe('messages to a child that may be blocked', () => {
  it('do not grow in number while it is: a newer reading replaces the one that waits', () => {
    const channel = blockedChannel();
    const mailbox = new Mailbox<Letter>(channel.send, { keyOf, mostInFlight: 2 });
    for (let n = 0; n < 15_000; n++) mailbox.post({ type: n % 2 === 0 ? 'reading' : 'now', n });
    expect(mailbox.held).toBe(4);
    channel.unblock();
    expect(channel.sent.map(({ n }) => n)).toEqual([0, 1, 14_998, 14_999]);
  });

  it('never drop a store that was accepted, keep their order, and say when no more is accepted', () => {
    const channel = blockedChannel();
    const mailbox = new Mailbox<Letter>(channel.send, { keyOf, mostInFlight: 1, mostWaiting: 3 });
    const accepted = [1, 2, 3, 4, 5].map((n) => mailbox.post({ type: 'store', n }));
    expect(accepted).toEqual([true, true, true, true, false]);
    mailbox.post({ type: 'reading', n: 6 });
    channel.unblock();
    expect(channel.sent.map(({ n }) => n)).toEqual([1, 2, 3, 4, 6]);
  });

  it('tell for how long nothing was taken', () => {
    const channel = blockedChannel();
    let mono = 1_000;
    const mailbox = new Mailbox<Letter>(channel.send, { keyOf }, () => mono);
    expect(mailbox.stuckFor()).toBe(0);
    mailbox.post({ type: 'now', n: 1 });
    mono = 16_000;
    expect(mailbox.stuckFor()).toBe(15_000);
    channel.unblock();
    expect(mailbox.stuckFor()).toBe(0);
  });
});

describe('the wait before a child is started again', () => {
  it('is under two seconds, and ten when it keeps dying', () => {
    expect([1, 2, 3, 4, 8, 9].map(waitBeforeRestart)).toEqual([200, 500, 1_000, 1_500, 1_500, 10_000]);
  });

  it('begins anew for a child that had lived half a minute', () => {
    expect(crashesAfter(5, 29_999)).toBe(6);
    expect(crashesAfter(5, 30_000)).toBe(1);
  });
});
