import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDevicesFile } from '../../../../device/control/devicesFile.ts';

const page = readFileSync(new URL('../../../../docs/formats/devices.md', import.meta.url), 'utf8');
const example = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
const parse = (devices: unknown): unknown => parseDevicesFile(JSON.stringify({ devices }), 'devices.json');

describe('a devices file', () => {
  it('holds what its page shows', () => {
    expect(parseDevicesFile(example, 'page')).toEqual([
      { driver: 'sunspec-battery', id: 'cellar', name: 'Battery in the cellar', host: '192.168.1.40', port: 502, unit: 1, capacity: 10_000, simulated: false },
      {
        driver: 'zigbee2mqtt-plug',
        id: 'dishwasher',
        name: 'Dishwasher',
        topic: 'zigbee2mqtt/dishwasher',
        rating: 2_000,
        profile: { powers: [60, 2_000, 2_000, 90, 90, 2_000, 40], step: 900_000 },
        simulated: false,
      },
      { driver: 'goe-charger', id: 'carport', name: 'Charger', host: '192.168.1.41', port: 502, unit: 1, amps: 16, simulated: false },
    ]);
  });

  it('calls a device by its kind and place when it has no id', () => {
    const devices = [{ driver: 'sunspec-battery', host: 'a' }, { driver: 'sunspec-battery', host: 'b' }];
    expect(parse(devices)).toMatchObject([{ id: 'battery', port: 502, unit: 1, capacity: null }, { id: 'battery-2' }]);
  });

  it.each([
    ['no JSON', '{"devices": [', /devices\.json is no JSON/],
    ['an unknown driver', '{"devices":[{"driver":"toaster"}]}', /devices\.0\.driver/],
    ['a field nobody knows', '{"devices":[{"driver":"sunspec-battery","host":"a","prot":502}]}', /prot/],
    ['a topic with a wildcard', '{"devices":[{"driver":"zigbee2mqtt-plug","topic":"zigbee2mqtt/#","rating":1000}]}', /devices\.0\.topic/],
    ['a rating that is no power', '{"devices":[{"driver":"zigbee2mqtt-plug","topic":"zigbee2mqtt/a","rating":0}]}', /devices\.0\.rating/],
    ['two devices of one name', '{"devices":[{"driver":"sunspec-battery","id":"a","host":"x"},{"driver":"sunspec-battery","id":"a","host":"y"}]}', /two devices are called a/],
  ])('refuses %s and names the place', (_what, text, words) => expect(() => parseDevicesFile(text, 'devices.json')).toThrow(words));
});
