import { createPublicKey, type KeyObject } from 'node:crypto';

/** The two algorithms that a signature may have (RFC 8037, RFC 7518): everything else is refused, `none` and HS* first. */
export type Algorithm = 'EdDSA' | 'ES256';

/** A public key as RFC 7517 writes it. */
export type PublicJwk =
  | { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string; readonly kid: string }
  | { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string; readonly kid: string };

/** A key of a contract: whose it is, and what it may do. */
export interface ContractKey {
  readonly issuer: string;
  readonly id: string;
  readonly may: 'all' | 'tighten';
  readonly algorithm: Algorithm;
  readonly key: KeyObject;
}

/** @throws when the numbers are no point of the curve. */
export const publicKeyOf = ({ kid: _id, ...jwk }: PublicJwk): KeyObject => createPublicKey({ key: jwk, format: 'jwk' });

export const algorithmOf = ({ kty }: PublicJwk): Algorithm => (kty === 'OKP' ? 'EdDSA' : 'ES256');

/** @throws when a key cannot be used; the home's file is checked before. */
export function keyBook(issuers: readonly { readonly name: string; readonly keys: readonly { readonly jwk: PublicJwk; readonly may: 'all' | 'tighten' }[] }[]): ReadonlyMap<string, ContractKey> {
  const keys = issuers.flatMap(({ name, keys: own }) => own.map(({ jwk, may }): ContractKey => ({ issuer: name, id: jwk.kid, may, algorithm: algorithmOf(jwk), key: publicKeyOf(jwk) })));
  return new Map(keys.map((key) => [key.id, key]));
}
