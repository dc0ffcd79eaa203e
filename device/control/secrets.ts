import { createHash, randomBytes } from 'node:crypto';
import type { BrokerCredential } from '../channel.ts';

type OwnRole = 'house' | 'control' | 'planner' | 'device';
const OWN: readonly OwnRole[] = ['house', 'control', 'planner', 'device'];

/** What the gateway's own processes show to the broker: made anew at every boot, never written down. */
export type Secrets = Readonly<Record<OwnRole, string>>;

const secret = (): string => randomBytes(24).toString('base64url');
export const freshSecrets = (): Secrets => ({ house: secret(), control: secret(), planner: secret(), device: secret() });

/** The credential of each is called by its role. */
export const ownCredentials = (secrets: Secrets): BrokerCredential[] =>
  OWN.map((role) => ({ name: role, role, sha256: createHash('sha256').update(secrets[role]).digest('hex') }));
