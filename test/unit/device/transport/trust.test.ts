import { describe, expect, it } from 'vitest';
import { distrust, isPrivateAddress, pinOf } from '../../../../device/transport/http/trust.ts';

const PIN = 'AB:'.repeat(31) + 'AB';

describe('whose certificate is believed', () => {
  it.each(['10.1.2.3', '172.31.0.1', '192.168.1.5', '169.254.7.7', '127.0.0.1', '::1', 'fe80::1%eth0', 'fd12::1', '::ffff:192.168.1.5'])('%s is in the home\'s own network', (address) => expect(isPrivateAddress(address)).toBe(true));
  it.each(['8.8.8.8', '172.32.0.1', '192.169.0.1', '2001:db8::1', '::ffff:8.8.8.8', 'meter.local', ''])('%s is not', (address) => expect(isPrivateAddress(address)).toBe(false));

  it.each([
    [{ authorized: false, fingerprint: PIN, address: '192.168.1.5' }, null, null],
    [{ authorized: false, fingerprint: PIN, address: '203.0.113.5' }, null, 'unknown-certificate'],
    [{ authorized: true, fingerprint: PIN, address: '203.0.113.5' }, null, null],
    [{ authorized: false, fingerprint: PIN, address: '203.0.113.5' }, PIN, null],
    [{ authorized: true, fingerprint: PIN.replace('AB', 'AC'), address: '192.168.1.5' }, PIN, 'other-certificate'],
  ])('%j with the pin %s: %s', (shown, pin, reason) => expect(distrust(shown, pin)).toBe(reason));

  it('is pinned by its fingerprint with or without colons', () => {
    expect(pinOf(new URL(`https://h/#sha256=${'ab'.repeat(32)}`))).toBe(PIN);
    expect(pinOf(new URL(`https://h/#sha256=${PIN}`))).toBe(PIN);
    expect(pinOf(new URL('https://h/'))).toBe(null);
  });
});
