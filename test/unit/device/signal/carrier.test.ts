import { describe, expect, it } from 'vitest';
import { instant } from '#domain/time/instant.ts';
import { SignalCarrier } from '../../../../device/signal/mqtt/carrier.ts';

const jws = (claims: unknown): string => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.AA`;

function post() {
  const sent: string[] = [];
  const said: unknown[] = [];
  const clock = { mono: 0 };
  const carrier = new SignalCarrier(
    { signed: (id) => sent.push(id), publish: (topic, payload) => said.push([topic, JSON.parse(payload)]), now: () => instant(Date.parse('2026-11-19T12:00:00Z')) },
    'run',
    () => clock.mono,
  );
  return { carrier, sent, said, clock };
}

describe('the carrier of signed messages', () => {
  it('says control’s word on the sender’s own topic, with the message’s id and number', () => {
    const { carrier, sent, said } = post();
    carrier.hear('tw/signal/dso', jws({ jti: 'm1', seq: 7 }));
    carrier.hear('tw/signal/other', 'rubbish');
    carrier.answered(sent[1] ?? '', 'refused', 'not-signed');
    carrier.answered(sent[0] ?? '', 'done', null);
    expect(said).toEqual([
      ['tw/signal-answer/other', { jti: null, seq: null, outcome: 'refused', reason: 'not-signed', at: '2026-11-19T12:00:00.000Z' }],
      ['tw/signal-answer/dso', { jti: 'm1', seq: 7, outcome: 'done', reason: null, at: '2026-11-19T12:00:00.000Z' }],
    ]);
  });

  it('answers once, and nothing to what another run of house was asked', () => {
    const { carrier, sent, said } = post();
    carrier.hear('tw/signal/dso', jws({ jti: 'm1', seq: 7 }));
    for (const id of [sent[0] ?? '', sent[0] ?? '', 'earlier/1']) carrier.answered(id, 'done', null);
    expect(said).toHaveLength(1);
  });

  it('takes no more than 64 of one sender that control has not answered, and forgets those it never answers', () => {
    const { carrier, sent, said, clock } = post();
    for (let n = 0; n < 70; n += 1) carrier.hear('tw/signal/dso', jws({ jti: `m${n}`, seq: n }));
    expect([sent.length, said.length]).toEqual([64, 6]);
    carrier.hear('tw/signal/other', jws({ jti: 'o1', seq: 1 }));
    expect(sent.pop()).toBe('run/65');
    clock.mono = 10_001;
    carrier.hear('tw/signal/dso', jws({ jti: 'late', seq: 99 }));
    expect(sent).toHaveLength(65);
  });
});
