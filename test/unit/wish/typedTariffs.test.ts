import { expect, it } from 'vitest';
import type { Effect, HomeEvent } from '#domain/machine/machine.ts';
import type { TypedTariff } from '#domain/tariff/typed.ts';
import { instant, ms } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import { typedTariffs, type TypedTariffsState } from '#domain/wish/typedTariffs.ts';

const MACHINE = typedTariffs({ zone: 'Europe/London', currency: 'GBP' });
const now = (boot = 'b', trust: Now['trust'] = 'synced'): Now => ({ wall: instant(Date.parse('2026-11-21T12:00:00Z')), mono: ms(1), boot, trust });
const tariff = (name: string, validFrom: string): TypedTariff => ({ name, validFrom, vat: null, rates: [{ name: 'all', price: '0.30', days: 'all', from: 0, to: 1_440 }], standingPerDay: null, exportPrice: null });

/** What the machine wants done: each effect by its kind and what it says. */
class Desk {
  state: TypedTariffsState = MACHINE.initial;
  last: readonly Effect[] = [];

  constructor(private readonly time = now()) {}

  hear(event: HomeEvent, time = this.time): unknown[] {
    const step = MACHINE.step(this.state, event, time, {});
    this.state = step.state;
    this.last = step.effects ?? [];
    return this.last.map((effect) => {
      if (effect.kind === 'reply' && 'outcome' in effect && 'reason' in effect) return [effect.outcome, effect.reason];
      return effect.kind === 'typed-tariffs' && 'typed' in effect ? (effect.typed as readonly TypedTariff[]).map(({ name }) => name) : effect.kind;
    });
  }

  ask(body: object): unknown[] {
    return this.hear({ kind: 'request', credential: 'phone', role: 'phone', waited: 0, request: { id: 'r', revision: null, age: 0, timeToLive: 1, peer: 'current' }, body } as never);
  }

  typed(name: string, validFrom: string): unknown[] {
    this.ask({ kind: 'tariff-typed', tariff: tariff(name, validFrom) });
    return this.stored();
  }

  stored(kind = 'stored'): unknown[] {
    return this.hear({ kind, id: this.last[0]?.id ?? '', reason: 'full' } as never);
  }
}

it('what is typed holds when it is stored, not before, in the order of its dates', () => {
  const desk = new Desk();
  expect(desk.ask({ kind: 'tariff-typed', tariff: tariff('Next', '2027-01-01') })).toEqual(['store']);
  expect(desk.stored()).toEqual([['Next'], ['done', null]]);
  expect(desk.typed('Now', '2026-11-01')).toEqual([['Now', 'Next'], ['done', null]]);
});

it('typed again for the same date it takes the place of what was said, and it can be taken back', () => {
  const desk = new Desk();
  desk.typed('Wrong', '2026-11-01');
  expect(desk.typed('Right', '2026-11-01')).toEqual([['Right'], ['done', null]]);
  expect(desk.ask({ kind: 'tariff-typed-removed', validFrom: '2026-10-01' })).toEqual([['refused', 'unknown-tariff']]);
  desk.ask({ kind: 'tariff-typed-removed', validFrom: '2026-11-01' });
  expect(desk.stored()).toEqual([[], ['done', null]]);
});

it('what cannot be a tariff is refused with the reason, and what cannot be stored is not done', () => {
  const desk = new Desk();
  expect(desk.ask({ kind: 'tariff-typed', tariff: { ...tariff('No rates', '2026-11-01'), rates: [] } })).toEqual([['refused', 'rates-missing']]);
  desk.ask({ kind: 'tariff-typed', tariff: tariff('Now', '2026-11-01') });
  expect(desk.ask({ kind: 'tariff-typed', tariff: tariff('At once', '2026-11-01') })).toEqual([['refused', 'busy']]);
  const waiting = new Desk();
  waiting.ask({ kind: 'tariff-typed', tariff: tariff('Now', '2026-11-01') });
  expect(waiting.stored('store-failed')).toEqual([['refused', 'storage-down']]);
  expect(waiting.state.typed).toEqual([]);
  expect(new Desk(now('b', 'none')).ask({ kind: 'tariff-typed', tariff: tariff('Now', '2026-11-01') })).toEqual([['refused', 'clock-unknown']]);
});

it('is said again in each boot, also what was stored and not yet answered when power went', () => {
  const desk = new Desk();
  desk.ask({ kind: 'tariff-typed', tariff: tariff('Now', '2026-11-01') });
  const [{ id } = { id: '' }] = desk.last;
  desk.hear({ kind: 'stored', id } as never, now('c'));
  expect(desk.hear({ kind: 'tick' }, now('c'))).toEqual([['Now']]);
  expect(desk.hear({ kind: 'tick' }, now('c'))).toEqual([]);
});
