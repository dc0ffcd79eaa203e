import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { homeMessages, TOLD_AT } from '../../../src/ui/gallery/exampleHome.ts';
import { HomeModel } from '../../../src/state/homeModel.ts';
import { broughtIn, householdFile, readHouseholdFile } from '../../../src/state/householdFile.ts';
import type { StateBodies } from '../../../src/wire/message/index.ts';

const bill = { name: 'Flow 3', validFrom: '2023-01-01', vat: null, rates: [{ name: 'day', price: '0.273', days: 'all' as const, from: 0, to: 1_440 }], standingPerDay: '0.46', exportPrice: null };

function facts(change: Partial<StateBodies> = {}): HomeModel['facts'] {
  const model = new HomeModel(() => 0);
  const messages = homeMessages();
  const told = { ...messages, tariff: messages.tariff && { ...messages.tariff, typed: [bill] }, ...change };
  for (const [name, body] of Object.entries(told)) model.receive(`tw/state/${name}`, JSON.stringify({ v: 1, storeId: 's', boot: 'b', seq: 1, time: TOLD_AT, body }));
  return model.facts;
}

const saved = (): string => householdFile(facts(), TOLD_AT)?.text ?? '';

it('a household takes its typed tariffs, wishes and rest along, and nothing of the building', () => {
  const file = householdFile(facts(), TOLD_AT);
  expect(file?.name).toBe('tidewatt-household-2023-03-24.json');
  expect(JSON.parse(file?.text ?? '')).toEqual({
    tidewatt: 'household',
    version: 1,
    saved: '2023-03-24T14:02:10.000Z',
    currency: 'GBP',
    tariffs: [bill],
    wishes: homeMessages().wishes.wishes,
    rest: { mostPerDay: null, mostPerWeek: null, quiet: [] },
  });
});

it('another home is asked for all of it that fits', () => {
  const file = readHouseholdFile(saved());
  if (!file) throw new Error('unreadable');
  expect(broughtIn(file, facts(), TOLD_AT)).toEqual({
    asks: [
      { kind: 'tariff-typed', tariff: bill },
      { kind: 'wish', wish: homeMessages().wishes.wishes[0] },
      { kind: 'wish', wish: homeMessages().wishes.wishes[1] },
      { kind: 'act', act: { kind: 'event-rest', rest: { mostPerDay: null, mostPerWeek: null, quiet: [] } } },
    ],
    left: 0,
  });
});

it('what does not fit is counted: another currency, no such device, a time that is over', () => {
  const file = readHouseholdFile(saved());
  if (!file) throw new Error('unreadable');
  const { home } = homeMessages();
  const later = TOLD_AT + 10 * 86_400_000;
  expect(broughtIn(file, facts({ home: { ...home, currency: 'EUR' }, devices: homeMessages().devices.slice(1) }), later)).toEqual({ asks: [{ kind: 'act', act: { kind: 'event-rest', rest: { mostPerDay: null, mostPerWeek: null, quiet: [] } } }], left: 3 });
});

it('a file that is another one, cut off or of a later version is not read', () => {
  for (const text of ['', '{', '[]', '{"tidewatt":"tariff"}', saved().slice(0, -20), saved().replace('"version": 1', '"version": 2')]) expect(readHouseholdFile(text)).toBeNull();
});

it('where nobody has asked for anything there is nothing to take', () => expect(householdFile(facts({ tariff: null, wishes: { revision: 1, wishes: [], pausedUntil: null } }), TOLD_AT)).toBeNull());

it('the example of its description is read', () => {
  const page = readFileSync(new URL('../../../docs/formats/household.md', import.meta.url), 'utf8');
  const file = readHouseholdFile(/```json\n(.*?)```/s.exec(page)?.[1] ?? '');
  expect([file?.tariffs[0]?.name, file?.wishes[0]?.device]).toEqual(['Flow 3', 'battery']);
});
