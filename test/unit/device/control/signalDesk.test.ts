import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import type { ControlEvent } from '#domain/home/control.ts';
import { SignalDesk } from '../../../../device/control/signalDesk.ts';
import type { SocketAnswer } from '../../../../device/control/signalSocket.ts';
import { SignedDoor } from '../../../../device/signal/door.ts';

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
