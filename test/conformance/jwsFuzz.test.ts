import { expect, it } from 'vitest';
import { initialSignals } from '#domain/signal/state.ts';
import { verifyJws } from '../../device/signal/jws.ts';
import { keyBook } from '../../device/signal/keys.ts';
import { newKey, publicJwk, signJws } from '../../device/signal/sign.ts';
import { FUZZ_TIMEOUT, fuzz } from '../fakes/fuzz.ts';
import { SignalHome } from '../unit/signal/home.ts';

const key = newKey('k');
const keys = keyBook([{ name: 'dso', keys: [{ jwk: publicJwk(key), may: 'all' }] }]);

it('S-04 no damaged signed message is let in, ends the process or holds it', { timeout: FUZZ_TIMEOUT }, () => {
  const home = new SignalHome();
  const bodies = [{ kind: 'heartbeat' }, home.event(), { kind: 'limit', direction: 'import', scope: 'controllable', w: 4_200 }, { kind: 'message', id: 'm', text: 'Works' }];
  const texts = bodies.map((body) => signJws(home.claims(body), key));
  const whole = new Set(texts);
  let letIn = 0;
  fuzz({
    name: 'signed message',
    corpus: texts.map((text) => Buffer.from(text)),
    digest(bytes) {
      const text = bytes.toString('utf8');
      const found = verifyJws(text, keys);
      if (found.ok && !whole.has(text)) letIn += 1;
    },
  });
  expect(letIn).toBe(0);
});

it('S-03 no payload, however damaged, breaks the machine behind a good signature', { timeout: FUZZ_TIMEOUT }, () => {
  const home = new SignalHome();
  const bodies = [home.event(), { kind: 'limit', direction: 'import', scope: 'controllable', intervals: [{ w: 4_200 }, { w: null }] }, { kind: 'hold', until: '2026-11-19T13:00:00Z' }, { kind: 'cancel', event: 'peak' }, { kind: 'revoke', key: 'x' }];
  fuzz({
    name: 'signed claims',
    corpus: bodies.map((body) => Buffer.from(JSON.stringify(home.claims(body)))),
    digest(bytes) {
      let claims: unknown;
      try {
        claims = JSON.parse(bytes.toString('utf8'));
      } catch {
        return;
      }
      home.state = initialSignals;
      home.tell({ kind: 'signed', id: 's', issuer: 'dso', key: 'k', may: 'all', claims });
      home.tell({ kind: 'tick' });
      for (const list of [home.answers, home.admitted, home.journal]) list.splice(0);
    },
  });
});
