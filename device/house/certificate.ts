import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { codeOf, refuse } from './failure.ts';
import type { HouseOptions } from './options.ts';

export const LOOPBACK = '127.0.0.1';
const EVERY_ADDRESS = '0.0.0.0';

/** How the app is served: where it binds, and with what certificate. */
export interface Front {
  readonly bind: string;
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null;
  /** The name in its URL: a name of the certificate, so that the origin is not an address that DHCP can change. */
  readonly host: string;
}

/** @throws Refusal when another address than loopback is asked for without a certificate, or the certificate is no good. */
export function frontOf({ lan, cert, key }: Pick<HouseOptions, 'lan' | 'cert' | 'key'>): Front {
  if ((cert === null) !== (key === null)) throw refuse('certificate-half', 'A certificate and its key go together: only one of them was given.', 'Give both --cert and --key.');
  if (cert === null || key === null) {
    if (lan) throw refuse('lan-needs-certificate', 'The app is served beyond this computer only with a certificate.', 'Give --cert and --key with --lan, or leave --lan out: the app is then at http://127.0.0.1.');
    return { bind: LOOPBACK, tls: null, host: LOOPBACK };
  }
  const tls = { cert: read(cert), key: read(key) };
  return { bind: lan ? EVERY_ADDRESS : LOOPBACK, tls, host: lan ? nameOf(tls, cert) : LOOPBACK };
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw refuse('certificate-unreadable', `${file} cannot be read (${codeOf(error)}).`, 'Give PEM files that this user can read with --cert and --key.', error);
  }
}

function nameOf(tls: NonNullable<Front['tls']>, file: string): string {
  try {
    createSecureContext(tls);
    const names = new X509Certificate(tls.cert).subjectAltName?.split(', ') ?? [];
    const name = names.find((entry) => entry.startsWith('DNS:') && !entry.includes('*')) ?? names.find((entry) => entry.startsWith('IP Address:'));
    if (name === undefined) throw new Error('no name in it');
    return name.replace(/^(?:DNS|IP Address):/, '');
  } catch (error) {
    throw refuse('certificate-unusable', `${file} and its key cannot be used together (${codeOf(error)}).`, 'Give a PEM certificate that names this host, with its own private key.', error);
  }
}
