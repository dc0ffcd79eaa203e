import { X509Certificate } from 'node:crypto';
import { readCertificate, type CertificatePair } from '../certificate.ts';
import { refuse } from './failure.ts';
import type { HouseOptions } from './options.ts';

export const LOOPBACK = '127.0.0.1';
const EVERY_ADDRESS = '0.0.0.0';

/** How the app is served: where it binds, and with what certificate. */
export interface Front {
  readonly bind: string;
  readonly tls: CertificatePair | null;
  /** The name in its URL: a name of the certificate, so that the origin is not an address that DHCP can change. */
  readonly host: string;
}

/** @throws Refusal when another address than loopback is asked for without a certificate, or the certificate is no good. */
export function frontOf({ lan, cert, key }: Pick<HouseOptions, 'lan' | 'cert' | 'key'>): Front {
  const tls = readCertificate(lan, cert, key);
  return { bind: lan ? EVERY_ADDRESS : LOOPBACK, tls, host: lan && tls ? nameOf(tls) : LOOPBACK };
}

function nameOf({ cert }: CertificatePair): string {
  const names = new X509Certificate(cert).subjectAltName?.split(', ') ?? [];
  const name = names.find((entry) => entry.startsWith('DNS:') && !entry.includes('*')) ?? names.find((entry) => entry.startsWith('IP Address:'));
  if (name === undefined) throw refuse('certificate-nameless', 'The certificate names no host and no address.', 'Give a PEM certificate that names this host, with its own private key.');
  return name.replace(/^(?:DNS|IP Address):/, '');
}
