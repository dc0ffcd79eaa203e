import { createPrivateKey, createPublicKey, generateKeyPairSync, sign as signBytes, type JsonWebKey } from 'node:crypto';
import { algorithmOf, type PublicJwk } from './keys.ts';

/** A private key with its id, as RFC 7517 writes it. */
export type PrivateJwk = PublicJwk & { readonly d: string };

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A compact JWS over the claims. @throws when the key is none. */
export function signJws(claims: unknown, { kid, ...jwk }: PrivateJwk): string {
  const algorithm = algorithmOf({ ...jwk, kid });
  const signed = `${part({ alg: algorithm, kid, typ: 'JWT' })}.${part(claims)}`;
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  const signature = algorithm === 'EdDSA' ? signBytes(null, Buffer.from(signed), key) : signBytes('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

const textOf = (jwk: JsonWebKey, field: string): string => {
  const value = jwk[field];
  if (typeof value !== 'string') throw new Error(`a key without ${field}`);
  return value;
};

/** A new Ed25519 key. @param kid its id. */
export function newKey(kid: string): PrivateJwk {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return { kty: 'OKP', crv: 'Ed25519', x: textOf(jwk, 'x'), d: textOf(jwk, 'd'), kid };
}

/** The part of a key that a home may know. */
export function publicJwk({ d: _secret, ...known }: PrivateJwk): PublicJwk {
  // A key that was put together wrongly is found here and not at the home.
  createPublicKey({ key: { ...known, kid: undefined } as JsonWebKey, format: 'jwk' });
  return known;
}
