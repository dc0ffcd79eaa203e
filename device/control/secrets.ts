import { createHash, randomBytes } from 'node:crypto';
import type { BrokerCredential } from '../channel.ts';
import type { Issuers } from './homeFile/issuers.ts';

type OwnRole = 'house' | 'control' | 'planner' | 'device';
const OWN: readonly OwnRole[] = ['house', 'control', 'planner', 'device'];

/** What the gateway's own processes show to the broker: made anew at every boot, never written down. */
export type Secrets = Readonly<Record<OwnRole, string>>;

const secret = (): string => randomBytes(24).toString('base64url');
export const freshSecrets = (): Secrets => ({ house: secret(), control: secret(), planner: secret(), device: secret() });

/** The credential of each is called by its role. */
export const ownCredentials = (secrets: Secrets): BrokerCredential[] =>
  OWN.map((role) => ({ name: role, role, sha256: createHash('sha256').update(secrets[role]).digest('hex') }));

/** Operators that come to the gateway's own broker: each by its name, and the hash of its secret from the home file. */
export const operatorCredentials = (issuers: Issuers): BrokerCredential[] =>
  issuers.flatMap(({ name, secretSha256 }): BrokerCredential[] => (secretSha256 === null ? [] : [{ name, role: 'operator', sha256: secretSha256 }]));
