import { BlockList, isIP } from 'node:net';

/** Addresses that only the home's own network has (RFC 1918, 3927, 4193, 4291). */
const PRIVATE = new BlockList();
for (const [net, bits] of [['10.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16], ['169.254.0.0', 16], ['127.0.0.0', 8]] as const) PRIVATE.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [['fc00::', 7], ['fe80::', 10], ['::1', 128]] as const) PRIVATE.addSubnet(net, bits, 'ipv6');

export function isPrivateAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
  const version = isIP(bare);
  return version !== 0 && PRIVATE.check(bare, version === 4 ? 'ipv4' : 'ipv6');
}

/** Upper case hexadecimal digits in pairs, as Node writes fingerprints; null where the address names none. */
export function pinOf(url: URL): string | null {
  const digits = /^#sha256=([0-9a-f:]{64,95})$/i.exec(url.hash)?.[1]?.replaceAll(':', '').toUpperCase();
  return digits?.length === 64 ? (digits.match(/../g)?.join(':') ?? null) : null;
}

export interface Shown {
  /** Signed by an authority that this machine knows, for this name. */
  readonly authorized: boolean;
  readonly fingerprint: string;
  readonly address: string;
}

/**
 * Whether to speak to who showed this certificate. A pinned one is the only one; without a pin a known authority, or any
 * certificate in the home's own network: meters sign their own, and no authority can name 192.168.1.5.
 * @returns a reason against it, or null.
 */
export function distrust({ authorized, fingerprint, address }: Shown, pin: string | null): 'other-certificate' | 'unknown-certificate' | null {
  if (pin !== null) return fingerprint === pin ? null : 'other-certificate';
  return authorized || isPrivateAddress(address) ? null : 'unknown-certificate';
}
