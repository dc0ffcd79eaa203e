import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { THRESHOLD_DEFAULTS } from '#domain/ladder/threshold.ts';
import { parseHomeFile, PLAIN_HOME } from '../../../../device/control/homeFile.ts';
import { notifierOf } from '../../../../device/control/homeFile/notify.ts';
import { thresholdsOf } from '../../../../device/control/homeFile/thresholds.ts';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/formats/home.md'), 'utf8');
const example = /## Power thresholds[\s\S]*?```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
const home = (body: unknown) => parseHomeFile(JSON.stringify(body), 'home.json');
const supply = { id: 'supply', watts: 7_000 };

describe('thresholds in a home file', () => {
  it('are read as the page shows them, with the defaults it names', () => {
    const read = parseHomeFile(example, 'home.json');
    expect(thresholdsOf(read.thresholds)).toEqual([
      { ...THRESHOLD_DEFAULTS, id: 'supply', direction: 'import', watts: 7_000, interrupts: 'main' },
      { ...THRESHOLD_DEFAULTS, id: 'roof', direction: 'export', watts: 3_000 },
      { ...THRESHOLD_DEFAULTS, id: 'quarter', direction: 'import', watts: 4_000, window: 900_000 },
    ]);
    expect(notifierOf(read)).toEqual({
      sounders: [{ topic: 'zigbee2mqtt/hall-siren', seconds: 10 }],
      relays: [{ topic: 'zigbee2mqtt/bell', seconds: 10 }],
      mqtt: { host: 'homeassistant.local', port: 1883, user: 'tidewatt', password: 'at least this long', discovery: 'homeassistant', prefix: 'tidewatt' },
      supplyRelays: { main: { topic: 'zigbee2mqtt/main-contactor' } },
      opens: { supply: 'main' },
    });
  });

  it('have the defaults that the page names', () => {
    expect(THRESHOLD_DEFAULTS).toEqual({ window: null, reaction: 10_000, grace: 60_000, shedFor: 30_000, hysteresis: 0.05, repeat: { trips: 3, within: 86_400_000, lockOut: 900_000 }, interrupts: null });
  });

  it('are none, and reach nobody, where nothing is said', () => {
    expect([thresholdsOf(PLAIN_HOME.thresholds), notifierOf(PLAIN_HOME)]).toEqual([[], { sounders: [], relays: [], mqtt: null, supplyRelays: {}, opens: {} }]);
  });

  it.each<[string, unknown, RegExp]>([
    ['without a power', { thresholds: [{ id: 'a' }] }, /thresholds\.0\.watts/],
    ['with a power of nothing', { thresholds: [{ id: 'a', watts: 0 }] }, /thresholds\.0\.watts/],
    ['with one name twice', { thresholds: [supply, supply] }, /two thresholds of one id/],
    ['with a hysteresis of nothing', { thresholds: [{ ...supply, hysteresis: 0 }] }, /hysteresis/],
    ['with a relay that is not there', { thresholds: [{ ...supply, interrupts: 'main' }] }, /supplyRelays/],
    ['that the meter has on export', { thresholds: [{ id: 'a', watts: 'meter', direction: 'export' }] }, /a meter limits import/],
    ['that would open a relay for the meter', { thresholds: [{ id: 'a', watts: 'meter', interrupts: 'main' }], notify: { supplyRelays: { main: { topic: 'zigbee2mqtt/main' } } } }, /the meter interrupts by itself/],
    ['called as the meter’s own', { thresholds: [{ id: 'meter', watts: 7_000 }] }, /the id meter/],
    ['with a siren elsewhere than on the device bus', { notify: { sounders: [{ topic: 'tw/state/home' }] } }, /sounders/],
  ])('are refused %s', (_name, body, message) => expect(() => home(body)).toThrow(message));
});
