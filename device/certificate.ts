import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Refusal } from '#domain/units/refusal.ts';
import { fileFault } from './fileFault.ts';

/** A certificate and its key, PEM. */
export interface CertificatePair {
  readonly cert: Buffer;
  readonly key: Buffer;
}

const REMEDY = 'Give --cert and --key as PEM files of one certificate, for the name that phones use.';

/**
 * A network bind is TLS or nothing (DESIGN, Ways in): the page could neither be installed nor trusted otherwise.
 * @param cert absolute path of the certificate, `key` of its private key; both or none.
 * @returns null where none is given. @throws Refusal when `--lan` has no usable certificate, or one of the pair is missing.
 */
export function readCertificate(lan: boolean, cert: string | null, key: string | null): CertificatePair | null {
  if (lan && cert === null) throw refuse('lan-needs-certificate', '--lan opens the app to the network, and that needs a certificate.');
  if (cert === null && key === null) return null;
  if (cert === null || key === null) throw refuse('certificate-incomplete', `--${cert === null ? 'key' : 'cert'} was given without its ${cert === null ? 'certificate' : 'key'}.`);
  const pair = { cert: pem('--cert', cert), key: pem('--key', key) };
  const certificate = parsed('--cert', cert, () => new X509Certificate(pair.cert));
  const privateKey = parsed('--key', key, () => createPrivateKey(pair.key));
  if (!certificate.checkPrivateKey(privateKey)) throw refuse('certificate-mismatch', `The key ${key} does not belong to the certificate ${cert}.`);
  return pair;
}

function pem(flag: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw refuse('certificate-unreadable', `${flag} ${file} cannot be read: ${fileFault(error)}.`);
  }
}

function parsed<T>(flag: string, file: string, read: () => T): T {
  try {
    return read();
  } catch {
    throw refuse('certificate-unreadable', `${flag} ${file} is no PEM ${flag === '--cert' ? 'certificate' : 'private key'}.`);
  }
}

const refuse = (id: string, message: string): Refusal => new Refusal({ id, message, remedy: REMEDY });
