import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseHomeFile } from '../../../../device/control/homeFile.ts';
import { requestBodySchema } from '#wire/message/request.ts';
import { tariffOfTyped } from '#domain/tariff/typed.ts';
import { instant } from '#domain/time/instant.ts';
import * as v from 'valibot';
import { givesOf, readSourceSettings } from '../../../../device/source/setting.ts';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/formats/sources.md'), 'utf8');
/** The indented examples of the page, by their first field. */
const examples = [...page.matchAll(/(?:^ {4}.*\n)+/gm)].map(([text]) => JSON.parse(text) as Record<string, unknown>);

it('the documented sources can be used, and so can they in a home file', () => {
  const settings = examples.filter((one) => 'version' in one).map(readSourceSettings);
  expect(settings.map((one) => (typeof one === 'string' ? one : one.map(givesOf)))).toEqual([['import'], ['import', 'export', 'gas', 'carbon']]);
  const { sources } = examples[1] ?? {};
  expect(parseHomeFile(JSON.stringify({ sources }), 'home.json').sources?.map(({ kind }) => kind)).toEqual(['octopus-day-night', 'octopus', 'octopus-gas', 'gb-carbon']);
  expect(parseHomeFile('{}', 'home.json').sources).toBeNull();
  expect(() => parseHomeFile('{"sources":[{"kind":"awattar"}]}', 'home.json')).toThrow(/sources\.0\.country/);
});

it('the documented request types a tariff in', () => {
  const body = v.parse(requestBodySchema, examples.find((one) => one['kind'] === 'tariff-typed'));
  expect(body.kind === 'tariff-typed' && tariffOfTyped(body.tariff, { zone: 'Europe/London', currency: 'GBP' }, instant(Date.parse('2026-11-22T00:00:00Z')))).toMatchObject({ name: 'Flexible', vat: { rate: 50_000, included: false } });
});
