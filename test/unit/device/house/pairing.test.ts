import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CredentialFile } from '../../../../device/house/pairing/credentialFile.ts';
import { GuessLimit } from '../../../../device/guessLimit.ts';
import { Pairing } from '../../../../device/house/pairing/pairing.ts';

let folder: string;
let mono: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidewatt-pairing-'));
  mono = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = () => {
  const file = new CredentialFile(join(folder, 'credentials.json'));
  return { file, pairing: new Pairing(file, () => mono, () => '2026-01-01T00:00:00.000Z') };
};

describe('the one-time link', () => {
  it('gives one browser its credential, and a second one nothing', () => {
    const { pairing } = open();
    const token = pairing.firstToken() ?? '';
    expect(Buffer.from(token, 'base64url')).toHaveLength(16);
    const first = pairing.redeem(token, 'phone');
    expect(first).toMatchObject({ ok: true });
    expect(pairing.redeem(token, 'phone')).toEqual({ ok: false, reason: 'link-spent' });
    if (first.ok) expect([pairing.knows(first.credential, first.secret), pairing.knows(first.credential, 'other')]).toEqual([true, false]);
  });

  it('is made anew once everybody was forgotten, and no link of before is good', () => {
    const { file, pairing } = open();
    file.add({ name: 'plug', role: 'device', sha256: '0'.repeat(64), since: '2026-01-01T00:00:00.000Z' });
    const phones = [pairing.firstToken() ?? '', pairing.furtherToken()].map((token) => pairing.redeem(token, 'phone'));
    const further = pairing.furtherToken();
    pairing.forgetAll();
    expect(phones.map((phone) => phone.ok && pairing.knows(phone.credential, phone.secret))).toEqual([false, false]);
    expect(pairing.redeem(further, 'phone')).toEqual({ ok: false, reason: 'link-spent' });
    expect(open().file.credentials.map(({ name }) => name)).toEqual(['plug']);
    expect(open().pairing.firstToken()).not.toBeNull();
  });

  it('is made at every start until a phone is paired, and then no more', () => {
    const token = open().pairing.firstToken();
    expect(open().pairing.redeem(token ?? '', 'phone')).toEqual({ ok: false, reason: 'link-spent' });
    const { pairing } = open();
    pairing.redeem(pairing.firstToken() ?? '', 'phone');
    expect(open().pairing.firstToken()).toBeNull();
  });

  it('for another phone lasts ten minutes', () => {
    const { pairing } = open();
    const [used, spent] = [pairing.furtherToken(), pairing.furtherToken()];
    mono = 599_999;
    expect(pairing.redeem(used, 'phone')).toMatchObject({ ok: true });
    mono = 600_000;
    expect(pairing.redeem(spent, 'phone')).toEqual({ ok: false, reason: 'link-spent' });
  });

  it('refuses an address that guesses for a minute after its fifth guess, and never a good link', () => {
    const { pairing } = open();
    const token = pairing.firstToken() ?? '';
    for (let n = 0; n < 5; n++) expect(pairing.redeem('guess', 'stranger')).toEqual({ ok: false, reason: 'link-spent' });
    mono = 59_999;
    expect(pairing.redeem('guess', 'stranger')).toEqual({ ok: false, reason: 'too-many' });
    expect(pairing.redeem('guess', 'neighbour')).toEqual({ ok: false, reason: 'link-spent' });
    expect(pairing.redeem(token, 'stranger')).toMatchObject({ ok: true });
    mono = 60_000;
    expect(pairing.redeem('guess', 'stranger')).toEqual({ ok: false, reason: 'link-spent' });
  });

  it('remembers no more than 256 addresses that guess', () => {
    const guesses = new GuessLimit(() => mono);
    const tried = (n: number, from: string): boolean[] => Array.from({ length: n }, () => guesses.mayGuess(from));
    expect(tried(6, 'first')).toEqual([true, true, true, true, true, false]);
    for (let n = 0; n < 255; n++) guesses.mayGuess(`other-${n}`);
    expect(tried(1, 'first')).toEqual([false]);
    for (let n = 0; n < 10_000; n++) guesses.mayGuess(`another-${n}`);
    expect(guesses.size).toBe(256);
    mono = 60_000;
    guesses.mayGuess('first');
    expect(guesses.size).toBe(1);
  });

  it('stays good when the credential could not be stored', () => {
    const { pairing, file } = open();
    const token = pairing.firstToken() ?? '';
    rmSync(folder, { recursive: true });
    expect(() => pairing.redeem(token, 'phone')).toThrow();
    mkdirSync(folder);
    expect(file.credentials).toEqual([]);
    expect(pairing.redeem(token, 'phone')).toMatchObject({ ok: true });
  });
});

describe('the file of credentials', () => {
  it('holds hashes and no secret, for this user only, and is read again', () => {
    const { pairing } = open();
    const paired = pairing.redeem(pairing.firstToken() ?? '', 'phone');
    if (!paired.ok) throw new Error('not paired');
    const file = join(folder, 'credentials.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toContain(paired.secret);
    const again = open();
    expect(again.pairing.knows(paired.credential, paired.secret)).toBe(true);
    expect(again.file.forBroker).toMatchObject([{ name: paired.credential, role: 'phone' }]);
  });

  it.each(['', '{', '{"version":2,"credentials":[]}', '{"version":1,"credentials":[{"name":"../x"}]}'])('that reads %j is refused with what to do', (text) => {
    writeFileSync(join(folder, 'credentials.json'), text);
    expect(() => open()).toThrow(expect.objectContaining({ id: 'credentials-unreadable', remedy: expect.stringContaining('Restore it') }));
  });
});

describe('the phones that are let in', () => {
  const twoPhones = () => {
    const { pairing, file } = open();
    const [first, second] = [pairing.redeem(pairing.furtherToken(), 'a'), pairing.redeem(pairing.furtherToken(), 'b')];
    if (!first.ok || !second.ok) throw new Error('a good link gave nothing');
    return { pairing, file, first, second };
  };

  it('are listed with who asks, and have a label once somebody gives one, over a restart', () => {
    const { pairing, first, second } = twoPhones();
    expect(pairing.change({ do: 'call', name: second.credential, label: 'Kitchen tablet' })).toBe(true);
    expect(open().pairing.phones(first.credential)).toEqual({
      phones: [
        { name: first.credential, label: null, since: '2026-01-01T00:00:00.000Z', own: true },
        { name: second.credential, label: 'Kitchen tablet', since: '2026-01-01T00:00:00.000Z', own: false },
      ],
    });
  });

  it('are let in no more once one of them was shut out: here, at the broker, and after a restart', () => {
    const { pairing, file, first, second } = twoPhones();
    expect(pairing.change({ do: 'shut-out', name: second.credential })).toBe(true);
    expect([pairing.knows(first.credential, first.secret), pairing.knows(second.credential, second.secret)]).toEqual([true, false]);
    expect(file.forBroker.map(({ name }) => name)).toEqual([first.credential]);
    expect(open().pairing.knows(second.credential, second.secret)).toBe(false);
    expect(pairing.change({ do: 'shut-out', name: second.credential })).toBe(false);
  });

  it('are the phones alone: a device cannot be shut out like one', () => {
    const { pairing, file } = twoPhones();
    file.add({ name: 'charger', role: 'device', sha256: '0'.repeat(64), since: '2026-01-01T00:00:00.000Z' });
    expect(pairing.phones('').phones).toHaveLength(2);
    expect(pairing.change({ do: 'shut-out', name: 'charger' })).toBe(false);
  });
});
