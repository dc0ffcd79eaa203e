import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BrokerPing } from '../../../../device/house/brokerPing.ts';

let real: number;
let sent: string[];
let isConnected: boolean;
let ping: BrokerPing;
beforeEach(() => {
  real = 0;
  sent = [];
  isConnected = true;
  ping = new BrokerPing((payload) => isConnected && sent.push(payload) > 0, () => real);
});
afterEach(() => ping.stop());

const at = (ms: number): BrokerPing => {
  real = ms;
  return ping;
};

describe('how long a request may have lain in the broker', () => {
  it('is nothing while letters come back at once', () => {
    for (let second = 0; second < 5; second++) {
      at(second * 1_000).ping();
      expect(at(second * 1_000 + 999).waited()).toBe(0);
      ping.answered(sent.at(-1) ?? '');
    }
    expect(at(60_000).waited()).toBe(0);
  });

  it('is the age of the letter that is still there, and a second: it may have stood still just before', () => {
    for (let second = 0; second < 4; second++) at(second * 1_000).ping();
    expect(at(4_000).waited()).toBe(5_000);
  });

  it('is the worst round trip for half a second after it, and then nothing', () => {
    for (let second = 0; second < 4; second++) at(second * 1_000).ping();
    real = 4_000;
    for (const letter of sent) ping.answered(letter);
    expect([at(4_499).waited(), at(4_500).waited()]).toEqual([5_000, 0]);
  });

  it('does not count what a connection took with it, nor a letter that a later one overtook, nor while there is no broker', () => {
    at(0).ping();
    ping.forget();
    expect(at(5_000).waited()).toBe(0);
    isConnected = false;
    ping.ping();
    expect(at(10_000).waited()).toBe(0);
    isConnected = true;
    ping.ping();
    at(10_500).ping();
    ping.answered(sent.at(-1) ?? '');
    ping.answered('rubbish');
    expect(at(20_000).waited()).toBe(0);
  });

  it('is known of a broker that stands still for an hour, behind sixty letters', () => {
    for (let second = 0; second < 3_600; second++) at(second * 1_000).ping();
    expect([sent.length, at(3_600_000).waited()]).toEqual([60, 3_601_000]);
  });
});
