import { describe, expect, it } from 'vitest';
import type { AccountsEvent } from '#domain/answers/accounts.ts';
import { money, type MoneyBodyTold, type MoneyState } from '#domain/answers/money.ts';
import type { MoneyChange } from '#domain/answers/moneyChange.ts';
import type { Effect, HomeEvent } from '#domain/machine/machine.ts';
import { ms } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import { micro } from '#domain/units/money.ts';
import { readMoney } from '#wire/message/moneyBody.ts';
import { at } from './past.ts';

const NONE = { power: null, dayEnergy: null, dayCost: null };
const FIGURES = { alwaysOn: null, dear: null, contract: null, tariff: null };

class Desk {
  state: MoneyState = money.initial;
  effects: readonly Effect[] = [];
  now: Now = { wall: at(0), mono: ms(1), boot: 'b', trust: 'synced' };

  hear(event: HomeEvent): this {
    const step = money.step(this.state, event, this.now, {});
    this.state = step.state;
    this.effects = step.effects ?? [];
    return this;
  }

  ask(change: MoneyChange): this {
    return this.hear({ kind: 'request', credential: 'phone', role: 'phone', waited: 0, request: { id: 'r', revision: null, age: 0, timeToLive: 1, peer: 'current' }, body: { kind: 'money', change } } as never);
  }

  say(change: MoneyChange): this {
    this.ask(change);
    return this.hear({ kind: 'stored', id: this.one('store').id } as never);
  }

  accounts(change: Partial<AccountsEvent> = {}): this {
    return this.hear({ kind: 'accounts', statements: [], purse: null, carried: null, figures: FIGURES, ...change } satisfies AccountsEvent);
  }

  one<Wanted extends object>(kind: string): Effect & Wanted {
    const found = this.effects.find((effect) => effect.kind === kind);
    if (!found) throw new Error(`no ${kind} among ${this.effects.map((one) => one.kind).join(' ')}`);
    return found as Effect & Wanted;
  }

  get told(): MoneyBodyTold {
    return this.one<{ body: MoneyBodyTold }>('publish').body;
  }

  get answer(): readonly unknown[] {
    const { outcome, reason } = this.one<{ outcome: string; reason: string | null }>('reply');
    return [outcome, reason];
  }
}

describe('what people say of money', () => {
  const alarms = { power: { watts: 3_000, minutes: 10 }, dayEnergy: 12_000_000, dayCost: 4_000_000 };

  it('holds once it is stored, not before, and is told then', () => {
    const desk = new Desk().ask({ about: 'alarms', alarms });
    expect(desk.effects.map(({ kind }) => kind)).toEqual(['store']);
    expect(desk.state.wishes.alarms).toEqual(NONE);
    desk.hear({ kind: 'stored', id: desk.one('store').id } as never);
    expect([desk.answer, desk.told.alarms]).toEqual([['done', null], alarms]);
    expect(readMoney(desk.told)?.alarms).toEqual(alarms);
  });

  it('is refused where the store failed, and where it cannot be', () => {
    const desk = new Desk().ask({ about: 'alarms', alarms });
    desk.hear({ kind: 'store-failed', id: desk.one('store').id, reason: 'full' } as never);
    expect([desk.answer, desk.state.wishes.alarms]).toEqual([['refused', 'not-stored'], NONE]);
    expect(desk.ask({ about: 'alarms', alarms: { ...NONE, power: { watts: 3_000, minutes: 2 } } }).answer).toEqual(['refused', 'out-of-range']);
    expect(desk.ask({ about: 'top-up', amount: 1_000_000 }).answer).toEqual(['refused', 'no-prepayment']);
    expect(desk.ask({ about: 'suggestion', putAway: 'none' }).answer).toEqual(['refused', 'unknown-suggestion']);
  });

  it('of a purse is not believed of a clock that nobody set', () => {
    const desk = new Desk();
    desk.now = { ...desk.now, trust: 'none' };
    expect(desk.ask({ about: 'prepayment', purse: { balance: 1, debt: 0, emergencyCredit: 0, recovery: null, neverCut: [] } }).answer).toEqual(['refused', 'clock-unknown']);
  });
});

describe('a prepayment meter', () => {
  const purse = { balance: 8_000_000, debt: 0, emergencyCredit: 5_000_000, recovery: null, neverCut: [{ from: 1_080, to: 600 }] };

  it('opens with what its display showed; what is paid in is an entry; all of it is reckoned from anew', () => {
    const desk = new Desk().say({ about: 'prepayment', purse });
    expect(desk.one('accounts-wanted')).toMatchObject({ purse: { opening: { at: at(0), state: { balance: 8_000_000 } }, entries: [] } });
    desk.now = { ...desk.now, wall: at(1) };
    desk.say({ about: 'top-up', amount: 10_000_000 });
    expect(desk.one('accounts-wanted')).toMatchObject({ purse: { entries: [{ at: at(1), event: { kind: 'top-up', amount: 10_000_000 } }] } });
  });

  it('is told with when it ends, after it was reckoned', () => {
    const desk = new Desk().say({ about: 'prepayment', purse });
    expect(desk.told.purse).toBeNull();
    desk.accounts({ purse: { at: at(0), balance: micro(7_000_000), debt: micro(0), emergency: false, supply: 'credit', paid: at(2), supplyEnds: at(2, 10) } });
    expect(readMoney(desk.told)?.purse).toMatchObject({ balance: 7_000_000, supplyEnds: at(2, 10), terms: { neverCut: [{ from: 1_080, to: 600 }] } });
    desk.say({ about: 'prepayment', purse: null });
    expect(desk.told.purse).toBeNull();
  });
});

describe('suggestions and bills', () => {
  const figures = { ...FIGURES, alwaysOn: { power: 400, price: 250_000 } };

  it('are told, written down, and a suggestion can be put away', () => {
    const desk = new Desk().accounts({ figures });
    const [advice] = desk.told.advice;
    expect(advice).toMatchObject({ kind: 'always-on', figure: 400, aim: 350, putAway: false });
    expect(desk.one<{ record: unknown }>('store').record).toMatchObject({ kind: 'advice' });
    expect(desk.say({ about: 'suggestion', putAway: advice?.id ?? '' }).told.advice[0]?.putAway).toBe(true);
  });

  it('are not made by a clock that nobody set', () => {
    const desk = new Desk();
    desk.now = { ...desk.now, trust: 'none' };
    expect(desk.accounts({ figures }).told.advice).toEqual([]);
  });

  it('of a month that is over are closed and told as such', () => {
    const statement = { key: '2023-02-06', start: at(-28), end: at(0, -2), import: 5_000_000, export: 0, total: micro(9_000_000), parts: [{ name: 'Energy', kind: 'import' as const, money: micro(9_000_000) }], unpriced: 0, estimated: 0, known: 1, opening: { import: 1_000, export: null }, closing: null };
    const desk = new Desk().accounts({ statements: [statement] });
    expect(readMoney(desk.told)?.bills).toEqual([{ ...statement, closedAt: at(0), closedTotal: 9_000_000, adjustment: null }]);
    expect(desk.one<{ record: unknown }>('store').record).toEqual({ kind: 'bill-closed', period: '2023-02-06', money: 9_000_000 });
  });

  it('go on after a restart: it is asked for anew in each boot', () => {
    const desk = new Desk();
    expect(desk.hear({ kind: 'tick' }).effects.map(({ kind }) => kind)).toEqual(['accounts-wanted', 'publish']);
    expect(desk.hear({ kind: 'tick' }).effects).toEqual([]);
    desk.now = { ...desk.now, boot: 'c' };
    expect(desk.hear({ kind: 'tick' }).effects).toHaveLength(2);
  });
});
