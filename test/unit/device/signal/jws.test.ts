import { createHmac, generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SignedDoor } from '../../../../device/signal/door.ts';
import { verifyJws, type Verified } from '../../../../device/signal/jws.ts';
import { keyBook, type PublicJwk } from '../../../../device/signal/keys.ts';
import { newKey, publicJwk, signJws, type PrivateJwk } from '../../../../device/signal/sign.ts';

const ours = newKey('k-ed');
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
const onCurve = { ...curve, kid: 'k-ec' } as unknown as PrivateJwk;
/** The example of RFC 8037, appendix A: key, header and payload as printed there. */
const rfc: PublicJwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', kid: 'rfc' };
const keys = keyBook([{ name: 'dso', keys: [ours, onCurve].map((jwk) => ({ jwk: publicJwk(jwk), may: 'all' as const })) }, { name: 'rfc', keys: [{ jwk: rfc, may: 'tighten' }] }]);

const part = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const signature = (text: string): string => text.slice(text.lastIndexOf('.') + 1);
const outcome = (found: Verified): string => (found.ok ? `${found.key.issuer}/${found.key.id}/${found.key.may}` : found.reason);
const CLAIMS = { iss: 'dso', aud: 'home', iat: 1, exp: 2, jti: 'm', seq: 1, kind: 'heartbeat' };

describe('S-04 a compact JWS', () => {
  it.each([['EdDSA', ours, 'dso/k-ed/all'], ['ES256', onCurve, 'dso/k-ec/all']] as const)('of %s by a contract’s key is let in with its claims', (_name, key, who) => {
    const found = verifyJws(signJws(CLAIMS, key), keys);
    expect(outcome(found)).toBe(who);
    expect(found).toMatchObject({ claims: CLAIMS });
  });

  it('RFC 8037 A.4: the signature of the example is right for its text, and its header has no key id', () => {
    const text = 'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg';
    expect(outcome(verifyJws(text, keys))).toBe('wrong-shape');
    const other = `${part({ alg: 'EdDSA', kid: 'rfc' })}.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.${signature(text)}`;
    expect(outcome(verifyJws(other, keys))).toBe('wrong-signature');
  });

  const unsigned = (header: object): string => `${part(header)}.${part(CLAIMS)}`;
  const hmac = (): string => {
    const text = unsigned({ alg: 'HS256', kid: 'k-ed', typ: 'JWT' });
    return `${text}.${createHmac('sha256', Buffer.from(ours.x, 'base64url')).update(text).digest('base64url')}`;
  };
  const good = signJws(CLAIMS, ours);
  it.each([
    ['no signature, alg none', `${unsigned({ alg: 'none', kid: 'k-ed' })}.`, 'algorithm'],
    ['alg NONE in capitals', `${unsigned({ alg: 'NoNe', kid: 'k-ed' })}.${signature(good)}`, 'algorithm'],
    ['HS256 with the public key as secret', hmac(), 'algorithm'],
    ['the algorithm of another key', `${unsigned({ alg: 'ES256', kid: 'k-ed' })}.${signature(good)}`, 'algorithm'],
    ['a key nobody has agreed', signJws(CLAIMS, newKey('k-other')), 'unknown-key'],
    ['a forged key id', signJws(CLAIMS, { ...newKey('x'), kid: 'k-ed' }), 'wrong-signature'],
    ['a key id that every object has', signJws(CLAIMS, { ...newKey('x'), kid: 'constructor' }), 'unknown-key'],
    ['a key in its header', `${part({ alg: 'EdDSA', kid: 'k-ed', jwk: publicJwk(newKey('k-ed')) })}.${part(CLAIMS)}.${signature(good)}`, 'wrong-shape'],
    ['a critical extension', `${part({ alg: 'EdDSA', kid: 'k-ed', crit: ['exp'] })}.${part(CLAIMS)}.${signature(good)}`, 'wrong-shape'],
    ['another payload', `${good.split('.')[0]}.${part({ ...CLAIMS, seq: 2 })}.${signature(good)}`, 'wrong-signature'],
    ['padding', `${good}=`, 'wrong-signature'],
    ['a fourth part', `${good}.AAAA`, 'not-signed'],
    ['two parts', unsigned({ alg: 'EdDSA', kid: 'k-ed' }), 'not-signed'],
    ['nothing', '', 'not-signed'],
    ['a line end behind', `${good}\n`, 'wrong-signature'],
    ['more than fits', `${good}${'A'.repeat(60_000)}`, 'too-long'],
    ['a header that is a list', `${part([])}.${part(CLAIMS)}.${signature(good)}`, 'wrong-shape'],
  ])('with %s is refused', (_name, text, reason) => expect(outcome(verifyJws(text, keys))).toBe(reason));

  it('an ES256 signature in the DER form is refused: one message has one text', () => {
    const text = unsigned({ alg: 'ES256', kid: 'k-ec' });
    const { kid: _kid, ...jwk } = onCurve;
    const der = signBytes('sha256', Buffer.from(text), { key: { ...jwk } as never, format: 'jwk' } as never).toString('base64url');
    expect(outcome(verifyJws(`${text}.${der}`, keys))).toBe('wrong-signature');
  });

  it.each([['EdDSA', ours], ['ES256', onCurve]] as const)('of %s is refused with any one bit of it flipped', (_name, key) => {
    const bytes = Buffer.from(signJws({ ...CLAIMS, kind: 'limit', w: 4200 }, key));
    let letIn = 0;
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      if (verifyJws(flipped.toString('latin1'), keys).ok || verifyJws(flipped.toString('utf8'), keys).ok) letIn += 1;
    }
    expect([letIn, bytes.length > 250]).toEqual([0, true]);
  });

  it('is verified in 5 ms at most, half of them', () => {
    const texts = [ours, onCurve].map((key) => signJws(CLAIMS, key));
    const took = Array.from({ length: 100 }, (_, n) => {
      const from = performance.now();
      verifyJws(texts[n % 2] ?? '', keys);
      return performance.now() - from;
    }).sort((a, b) => a - b);
    expect(took[50]).toBeLessThan(5);
  });
});

describe('the door of control', () => {
  it('works out twenty signatures a second; what comes above is refused unread, and a second later it is open again', () => {
    let at = 0;
    const door = new SignedDoor(keys, () => at);
    const text = signJws(CLAIMS, ours);
    const many = (count: number): number => Array.from({ length: count }, () => door.verify(text, 'dso')).filter(({ ok }) => ok).length;
    expect(many(1_000)).toBe(20);
    expect(door.verify(text, 'dso')).toEqual({ ok: false, reason: 'busy' });
    at = 500;
    expect(many(1_000)).toBe(10);
    at = 60_000;
    expect(many(1_000)).toBe(20);
  });

  it('counts each issuer for itself, and all strangers together: a flood of one silences nobody else', () => {
    const door = new SignedDoor(keys, () => 0);
    const text = signJws(CLAIMS, ours);
    const letIn = (sender: string, jws: string): readonly boolean[] => Array.from({ length: 30 }, () => door.verify(jws, sender).ok);
    // A key's id is no proof: the flood names the key of another.
    expect(letIn('rfc', `${text.slice(0, -4)}AAAA`)).not.toContain(true);
    expect(letIn('stranger', text).filter(Boolean)).toHaveLength(20);
    expect(letIn('another-stranger', text)).not.toContain(true);
    expect(letIn('dso', text).filter(Boolean)).toHaveLength(20);
  });
});
