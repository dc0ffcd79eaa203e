import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseHomeFile, PLAIN_HOME } from '../../../../device/control/homeFile.ts';
import { busAddressOf } from '../../../../device/control/homeFile/deviceBus.ts';
import type { BusAddress } from '../../../../device/transport/mqtt/client.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidewatt-bus-'));
const home = join(folder, 'home.json');
writeFileSync(join(folder, 'broker.password'), 'sesame\n');
writeFileSync(join(folder, 'ca.pem'), 'CERTIFICATE');

function address(deviceBus: unknown): BusAddress | null {
  const parsed = parseHomeFile(JSON.stringify({ deviceBus }), home).deviceBus;
  return parsed && busAddressOf(parsed, home);
}

describe('the broker of a home file', () => {
  it('is the gateway\'s own where none is named', () => expect(PLAIN_HOME.deviceBus).toBe(null));
  it('is reached in the clear and without a name where nothing else is said', () => expect(address({ host: '192.168.1.5' })).toEqual({ host: '192.168.1.5', port: 1_883, credential: null, secret: null, tls: null }));
  it('has its password and authority in files beside the home file', () =>
    expect(address({ host: 'broker.local', user: 'tidewatt', passwordFile: 'broker.password', tls: { ca: 'ca.pem' } })).toEqual({ host: 'broker.local', port: 8_883, credential: 'tidewatt', secret: 'sesame', tls: { ca: 'CERTIFICATE' } }));
  it('whose password file is missing ends the start', () => expect(() => address({ host: 'b', passwordFile: 'none' })).toThrow(expect.objectContaining({ id: 'file-unreadable' })));
  it.each([{}, { host: '' }, { host: 'b', port: 0 }, { host: 'b', password: 'x' }])('%j is refused', (deviceBus) => expect(() => address(deviceBus)).toThrow(expect.objectContaining({ id: 'home-unreadable' })));
});
