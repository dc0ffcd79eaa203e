import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KINDS } from '#domain/signal/contract.ts';
import { contractsSchema } from '#wire/message/contracts.ts';
import * as v from 'valibot';
import { makeKey, readKey } from '../../device/cli/signal/keyFile.ts';
import { claimsOf, messageOf } from '../../device/cli/signal/message.ts';
import { contractOf } from '../../device/control/homeFile/issuers.ts';
import { parseHomeFile } from '../../device/control/homeFile.ts';
import { verifyJws } from '../../device/signal/jws.ts';
import { keyBook } from '../../device/signal/keys.ts';
import { signJws } from '../../device/signal/sign.ts';
import { judgeTariff } from '../../device/house/signalledTariff.ts';
import { instant } from '#domain/time/instant.ts';
import { SignalHome } from '../unit/signal/home.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/formats/signals.md'), 'utf8');
const blocks = [...page.matchAll(/^```json\n([\s\S]*?)^```/gm)].map(([, text]) => JSON.parse(text ?? '') as Readonly<Record<string, unknown>>);
const messages = blocks.filter((block) => 'kind' in block);
const homeFile = blocks.find((block) => 'issuers' in block);

let folder = '';
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'tidewatt-signal-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('docs/formats/signals.md', () => {
  const home = parseHomeFile(JSON.stringify(homeFile), 'the example');

  it('shows a message of every kind', () => expect(new Set(messages.map(({ kind }) => kind))).toEqual(new Set(KINDS)));

  it('shows a home file that can be used, and a contract that a phone can be shown', () => {
    expect(home.issuers.map(({ name }) => name)).toEqual(['dso']);
    expect(v.parse(contractsSchema, home.issuers.map(contractOf))).toHaveLength(1);
    expect(JSON.stringify(home.issuers.map(contractOf))).not.toMatch(/jwk|11qYAYKx|9f86d08/);
  });

  it.each(messages.map((message, n) => [`${n} ${String(message['kind'])}`, message] as const))('its message %s is taken by a home with that contract, but for its scope', (_name, message) => {
    const [contract] = home.issuers.map(contractOf);
    if (!contract) throw new Error('no contract');
    const all = { ...contract, limits: [{ direction: 'import' as const, scope: 'controllable' as const }, { direction: 'import' as const, scope: 'site' as const }], demands: ['less-demand' as const, 'more-demand' as const, 'more-generation' as const], windows: null, audience: ['home'] };
    const run = new SignalHome([all]);
    run.wall = Date.parse('2026-11-22T16:55:00Z');
    if (message['kind'] === 'cancel') run.send({ ...messages.find(({ kind }) => kind === 'event') });
    expect(run.send(message) ?? null).toBeNull();
    const handedOn = run.admitted.find(({ kind }) => kind === 'forward');
    if (message['kind'] === 'tariff' && handedOn?.kind === 'forward') expect(judgeTariff(handedOn.body, contract, 'GBP', instant(run.wall))).toMatchObject({ tariff: { name: 'Winter' } });
  });

  it('names every reason that the machine and the door can give', () => {
    const sources = ['src/domain/signal/claims.ts', 'src/domain/signal/order.ts', 'src/domain/signal/admit.ts', 'src/domain/signal/judge.ts', 'device/signal/jws.ts', 'device/signal/door.ts', 'device/house/signalledTariff.ts'];
    const texts = sources.map((file) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8'));
    const reasons = new Set(texts.flatMap((text) => [...text.matchAll(/Refusal = ([^;]*);/g)].flatMap(([, list]) => [...(list ?? '').matchAll(/'([a-z-]+)'/g)].map(([, reason]) => reason))));
    expect(reasons.size).toBeGreaterThan(25);
    expect([...reasons].filter((reason) => !page.includes(`\`${reason}\``))).toEqual([]);
  });
});

describe('tidewatt signal', () => {
  it('makes a key that only its owner can read, prints what a home may know, and never writes over one', async () => {
    const file = join(folder, 'dso.key');
    const made = makeKey(file, 'dso');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const key = readKey(file, await readFile(file));
    expect(JSON.stringify(made)).not.toContain(key.secret);
    expect(Object.keys(made.jwk)).not.toContain('d');
    expect(() => makeKey(file, 'dso')).toThrow('is there already');
    expect(() => makeKey(join(folder, 'x'), undefined)).toThrow();
    const home = parseHomeFile(JSON.stringify({ issuers: [{ name: made.issuer, keys: [{ jwk: made.jwk }], secretSha256: made.secretSha256, kinds: ['message'] }] }), 'home');
    const text = signJws(claimsOf({ kind: 'message', id: 'm', text: 'x' }, { issuer: 'dso', seq: '5', at: '2026-11-19T12:00:00Z', expires: '1h' }), key.jwk);
    expect(verifyJws(text, keyBook(home.issuers))).toMatchObject({ ok: true, claims: { iss: 'dso', aud: 'home', iat: 1_795_089_600, exp: 1_795_093_200, seq: 5, kind: 'message' } });
  });

  it.each(['', '[]', '{}', '{"kind":"firmware"}', '{"kind":'])('refuses a file that holds %j', (text) => expect(() => messageOf('x.json', Buffer.from(text))).toThrow());

  it('cannot be told to say otherwise than its flags', () => {
    expect(() => claimsOf({}, { issuer: 'dso', seq: '1.5' })).toThrow();
    expect(() => claimsOf({}, { issuer: 'dso', expires: '1d' })).toThrow();
    expect(() => claimsOf({}, { issuer: 'dso', at: 'tomorrow' })).toThrow();
  });
});
