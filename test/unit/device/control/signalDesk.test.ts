import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ControlEvent } from '#domain/home/control.ts';
import { SignalDesk } from '../../../../device/control/signalDesk.ts';
import type { SocketAnswer } from '../../../../device/control/signalSocket.ts';
import type { FromControl } from '../../../../device/channel.ts';
import { SignedDoor } from '../../../../device/signal/door.ts';
import { keyBook } from '../../../../device/signal/keys.ts';
import { newKey, publicJwk, signJws } from '../../../../device/signal/sign.ts';

const NOW = { wall: 0, mono: 0, boot: 'b', trust: 'synced' } as never;
const request = (id: string): unknown => ({ id, signal: { kind: 'limit', source: 'local', value: { kind: 'limit', w: 1 }, for: null } });

function desk() {
  const [events, answers]: [ControlEvent[], SocketAnswer[]] = [[], []];
  const clock = { mono: 0 };
  const made = new SignalDesk({ dispatch: (event) => events.push(event), post: () => true, now: () => NOW }, new SignedDoor(new Map()), 0, () => clock.mono);
  return { made, events, answers, clock, ask: (id: string) => made.local(request(id), (answer) => answers.push(answer)) };
}

it('who asked a machine that failed is told half a minute later, and is not remembered', () => {
  const { answers, clock, ask } = desk();
  ask('first');
  clock.mono = 30_001;
  ask('second');
  expect(answers).toEqual([{ id: 'first', outcome: 'refused', reason: 'not-answered' }]);
});

it('no more than 512 questions are open, however fast they come', () => {
  const { answers, ask } = desk();
  for (let n = 0; n < 2_000; n += 1) ask(`q${n}`);
  expect(answers).toHaveLength(2_000 - 512);
});

it('a control box says who it is with each limit, and speaks for nobody who signs', () => {
  const [events, answers]: [ControlEvent[], SocketAnswer[]] = [[], []];
  const { publicKey } = generateKeyPairSync('ed25519');
  const signed = new SignedDoor(new Map([['k', { id: 'k', issuer: 'dso', may: 'all', algorithm: 'EdDSA', key: publicKey }]]));
  const made = new SignalDesk({ dispatch: (event) => events.push(event), post: () => true, now: () => NOW }, signed, 0);
  const say = (box: Record<string, unknown>): void => made.local({ id: 'b', box: { peer: 'ski-1', direction: 'import', w: null, say: 'limit', ...box } }, (answer) => answers.push(answer));
  say({ source: 'dso' });
  made.local({ id: 'b', box: { say: 'heartbeat', source: 'dso', peer: 'dso' } }, (answer) => answers.push(answer));
  expect([events, answers]).toEqual([[], [1, 2].map(() => ({ id: 'b', outcome: 'refused', reason: 'unknown-source' }))]);
  say({ source: 'box' });
  expect(events).toMatchObject([{ kind: 'signal', peer: 'ski-1', signal: { source: 'box' } }]);
});

it('a person at the gateway confirms the operators, and is answered', () => {
  const { made, events, answers } = desk();
  made.local({ id: 'me', confirm: 'operators' }, (answer) => answers.push(answer));
  const [event] = events;
  expect(event).toMatchObject({ kind: 'operators-confirmed' });
  if (event?.kind === 'operators-confirmed') made.answered(event.id, { outcome: 'done', reason: null });
  expect(answers).toEqual([{ id: 'me', outcome: 'done', reason: null }]);
});

describe('a signed message that its carrier brings twice', () => {
  const key = newKey('k1');
  const book = keyBook([{ name: 'dso', keys: [{ jwk: publicJwk(key), may: 'all' }] }]);
  const jws = signJws({ iss: 'dso', seq: 1 }, key);

  function house() {
    const [events, posted]: [ControlEvent[], FromControl[]] = [[], []];
    const made = new SignalDesk({ dispatch: (event) => events.push(event), post: (message) => posted.push(message) > 0, now: () => NOW }, new SignedDoor(book, () => 0), 0, () => 0);
    const judged = (): void => {
      const [first] = events;
      if (first?.kind === 'signed') made.answered(first.id, { outcome: 'done', reason: null });
    };
    return { made, events, posted, judged };
  }

  it('is judged once while it is under way, and answered both times alike', () => {
    const { made, events, posted, judged } = house();
    made.signed('a', jws, 'dso');
    made.signed('b', jws, 'dso');
    expect([events.length, posted]).toEqual([1, []]);
    judged();
    expect(posted).toEqual(['a', 'b'].map((id) => ({ type: 'signal-answer', id, outcome: 'done', reason: null })));
  });

  it('is judged anew once it was answered, and for itself where another says it', () => {
    const { made, events, posted, judged } = house();
    made.signed('a', jws, 'dso');
    made.signed('x', jws, 'somebody');
    judged();
    made.signed('c', jws, 'dso');
    expect(events).toHaveLength(3);
    expect(posted).toEqual([{ type: 'signal-answer', id: 'a', outcome: 'done', reason: null }]);
  });

  it('may be repeated only so often', () => {
    const { made, posted } = house();
    for (let n = 0; n < 20; n += 1) made.signed(`m${n}`, jws, 'dso');
    expect(posted).toEqual([16, 17, 18, 19].map((n) => ({ type: 'signal-answer', id: `m${n}`, outcome: 'refused', reason: 'busy' })));
  });
});
