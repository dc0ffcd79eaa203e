import { expect, it } from 'vitest';
import * as v from 'valibot';
import { homeSchema } from '#wire/message/home.ts';
import { homeBody } from '../../../../device/house/homeBody.ts';
import { parseHouseOptions } from '../../../../device/house/options.ts';

const OPTIONS = { port: 0, stateDir: '/s', appDir: '/a', lan: false, cert: null, key: null, tariff: null, sources: null, zone: 'Europe/Berlin', source: 'meter', name: 'Mill Lane', currency: 'EUR', speed: 1, voltage: null };
const body = (more: object) => homeBody(parseHouseOptions(JSON.stringify({ ...OPTIONS, ...more })), null, { wall: 5, mono: 5, boot: 'b', trust: 'synced' } as never, 1);

it('a home tells which format its meter is read by, and nothing of it where there is none', () => {
  expect(v.parse(homeSchema, body({ meterFormat: 'shelly' }))).toMatchObject({ source: 'meter', meterFormat: 'shelly' });
  expect(body({ source: 'simulated' })).not.toHaveProperty('meterFormat');
});
