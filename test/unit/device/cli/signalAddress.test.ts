import { describe, expect, it } from 'vitest';
import { brokerAddress, type BrokerFlags } from '../../../../device/cli/signal/address.ts';
import type { SignalKey } from '../../../../device/cli/signal/keyFile.ts';

const key: SignalKey = { issuer: 'dso', jwk: { kty: 'OKP', crv: 'Ed25519', x: 'x', d: 'd', kid: 'dso-1' }, secret: 'of-the-key' };
const broker = 'mqtt://home.local:1883';

async function who(flags: Partial<BrokerFlags>, env: NodeJS.ProcessEnv = {}): Promise<{ readonly url: string; readonly user: string; readonly secret: string; readonly notes: readonly string[] }> {
  const notes: string[] = [];
  const terminal = { json: true, print: () => undefined, write: () => undefined, note: (text: string) => void notes.push(text), read: async (file: string) => Buffer.from(`of ${file}\n`) };
  return { ...(await brokerAddress({ broker, ...flags }, key, terminal, env)), notes };
}

describe('the secret that an operator shows to a broker', () => {
  it.each([
    ['the key file alone', {}, {}, 'of-the-key'],
    ['the environment, before the key file', {}, { TIDEWATT_SIGNAL_SECRET: 'of the environment' }, 'of the environment'],
    ['a file, before the environment, without its last line end', { 'secret-file': 'word' }, { TIDEWATT_SIGNAL_SECRET: 'other' }, 'of word'],
  ])('is taken from %s, and no process can read it', async (_name, flags, env, secret) => expect(await who(flags, env)).toEqual({ url: broker, user: 'dso', secret, notes: [] }));

  it.each([
    ['after --secret', { secret: 'seen' }, 'dso'],
    ['within the address', { broker: 'mqtt://ops:seen@home.local:1883' }, 'ops'],
  ])('%s works, with the warning that others can read it, which does not repeat it', async (_name, flags, user) => {
    const { notes, ...address } = await who(flags);
    expect(address).toEqual({ url: broker, user, secret: 'seen' });
    expect(notes).toEqual([expect.stringContaining('--secret-file')]);
    expect(notes[0]).not.toContain('seen');
  });

  it('is not said twice, and an address that is none is not repeated', async () => {
    await expect(who({ secret: 'a', 'secret-file': 'word' })).rejects.toMatchObject({ id: 'wrong-use' });
    await expect(who({ broker: 'http://ops:seen@x' })).rejects.toMatchObject({ id: 'wrong-use', message: expect.not.stringContaining('seen') });
  });
});
