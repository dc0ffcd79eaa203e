import { verify } from 'node:crypto';
import type { Algorithm, ContractKey } from './keys.ts';

export type JwsRefusal = 'not-signed' | 'too-long' | 'algorithm' | 'unknown-key' | 'wrong-signature' | 'wrong-shape';
export type Verified = { readonly ok: true; readonly key: ContractKey; readonly claims: unknown } | { readonly ok: false; readonly reason: JwsRefusal };

/** Characters of a compact JWS that is looked at: a tariff table of half a week in quarter-hours fits. */
export const LONGEST_JWS = 60_000;
const SIGNATURE_BYTES = 64;
const HEADER_FIELDS = ['alg', 'kid', 'typ'];

const refused = (reason: JwsRefusal): Verified => ({ ok: false, reason });

/** Bytes of a base64url part; undefined for a text that is not the one way of writing them (RFC 4648, section 3.5). */
function bytesOf(part: string): Buffer | undefined {
  const bytes = Buffer.from(part, 'base64url');
  return part !== '' && bytes.toString('base64url') === part ? bytes : undefined;
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

interface Header {
  readonly alg: unknown;
  readonly kid: unknown;
}

/** A header says the algorithm and the key, and nothing that we do not know (RFC 7515, `crit`). */
function headerOf(bytes: Buffer): Header | undefined {
  const header = jsonOf(bytes);
  if (typeof header !== 'object' || header === null || Array.isArray(header)) return undefined;
  return Object.keys(header).every((field) => HEADER_FIELDS.includes(field)) && 'alg' in header && 'kid' in header ? { alg: header.alg, kid: header.kid } : undefined;
}

const isAllowed = (algorithm: unknown): algorithm is Algorithm => algorithm === 'EdDSA' || algorithm === 'ES256';

/**
 * Checks a compact JWS (RFC 7515) by the keys of the contracts. The key decides the algorithm, the header only names it:
 * a public key is never taken for a secret. The claims are not read.
 */
export function verifyJws(text: string, keys: ReadonlyMap<string, ContractKey>): Verified {
  if (text.length > LONGEST_JWS) return refused('too-long');
  const parts = text.split('.');
  const [head, payload, signature] = parts.map(bytesOf);
  if (parts.length !== 3 || !head || !payload) return refused('not-signed');
  const header = headerOf(head);
  if (!header) return refused('wrong-shape');
  if (!isAllowed(header.alg)) return refused('algorithm');
  const key = typeof header.kid === 'string' ? keys.get(header.kid) : undefined;
  if (!key) return refused('unknown-key');
  if (key.algorithm !== header.alg) return refused('algorithm');
  if (signature?.length !== SIGNATURE_BYTES || !isSignedBy(key, text.slice(0, text.lastIndexOf('.')), signature)) return refused('wrong-signature');
  const claims = jsonOf(payload);
  return claims === undefined ? refused('wrong-shape') : { ok: true, key, claims };
}

const isSignedBy = ({ key, algorithm }: ContractKey, signed: string, signature: Buffer): boolean =>
  algorithm === 'EdDSA' ? verify(null, Buffer.from(signed), key, signature) : verify('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }, signature);
