import { createHash, randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { Refusal } from '#domain/units/refusal.ts';
import type { PublicJwk } from '../../signal/keys.ts';
import { newKey, publicJwk, type PrivateJwk } from '../../signal/sign.ts';
import { wrongUse } from '../fault.ts';

const text = v.pipe(v.string(), v.minLength(1));
const schema = v.strictObject({
  tidewatt: v.literal('signal-key'),
  version: v.literal(1),
  issuer: text,
  jwk: v.variant('kty', [
    v.strictObject({ kty: v.literal('OKP'), crv: v.literal('Ed25519'), x: text, d: text, kid: text }),
    v.strictObject({ kty: v.literal('EC'), crv: v.literal('P-256'), x: text, y: text, d: text, kid: text }),
  ]),
  secret: text,
});

/** An operator's key: it signs with it, and comes to a home's broker with the secret. */
export interface SignalKey {
  readonly issuer: string;
  readonly jwk: PrivateJwk;
  readonly secret: string;
}

/** @throws Refusal for what is no key file. */
export function readKey(file: string, bytes: Uint8Array): SignalKey {
  try {
    return v.parse(schema, JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    throw new Refusal({ id: 'key-unreadable', message: `${file} is no key for signals.`, remedy: 'Make one with tidewatt signal --new-key FILE --issuer NAME.', detail: String(error) });
  }
}

/** What goes into a home file: it holds nothing that signs. */
export interface NewKey {
  readonly issuer: string;
  readonly jwk: PublicJwk;
  readonly secretSha256: string;
}

/** Writes a new key, readable by this user only. @throws Refusal where a file stands already, or cannot be written. */
export function makeKey(file: string, issuer: string | undefined): NewKey {
  if (issuer === undefined || !/^[a-z][a-z0-9-]{0,39}$/.test(issuer)) throw wrongUse('A key is somebody’s.', 'Give --issuer a name of small letters, digits and hyphens, as the home file calls it.');
  const path = resolve(process.env['INIT_CWD'] ?? process.cwd(), file);
  if (existsSync(path)) throw new Refusal({ id: 'file-exists', message: `${file} is there already.`, remedy: 'Give --new-key a new file: a key that is overwritten is lost.' });
  const secret = randomBytes(24).toString('base64url');
  const jwk = newKey(`${issuer}-${randomBytes(4).toString('hex')}`);
  try {
    writeFileSync(path, `${JSON.stringify({ tidewatt: 'signal-key', version: 1, issuer, jwk, secret }, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw new Refusal({ id: 'file-not-written', message: `${file} cannot be written.`, remedy: 'Give a file in a folder that this user can write.', detail: String(error) });
  }
  return { issuer, jwk: publicJwk(jwk), secretSha256: createHash('sha256').update(secret).digest('hex') };
}
