import { expect, fixture, html } from '@open-wc/testing';
import type { LitElement } from 'lit';
import { homeMessages } from '../../src/ui/gallery/exampleHome.ts';
import { homeMoney } from '../../src/ui/gallery/exampleMoney.ts';
import type { TwBalance } from '../../src/ui/parts/tw-balance.ts';
import type { TwTariff } from '../../src/ui/tariff/tw-tariff.ts';
import type { TwAdvice } from '../../src/ui/today/tw-advice.ts';
import '../../src/ui/now/tw-now.ts';
import '../../src/ui/parts/tw-balance.ts';
import '../../src/ui/tariff/tw-tariff.ts';
import '../../src/ui/today/tw-advice.ts';
import { chosen, type HomeInTest } from './home.ts';
import { pastHome } from './past.ts';
import { inside, textOf } from './written.ts';
import { waitUntil } from './waiting.ts';

const MONEY = homeMoney();
const homeWith = (money: unknown = MONEY): HomeInTest => pastHome('all', { ...homeMessages(), money });
/** What was asked of the home last. */
const lastAsked = (home: HomeInTest): unknown => home.requests.asked.value.at(-1)?.body;

describe('the balance of a prepayment meter', () => {
  const show = async (home: HomeInTest): Promise<TwBalance> => fixture<TwBalance>(html`<tw-balance .home=${home} .preferences=${chosen()}></tw-balance>`);

  it('is said with when it is used up, and from when on supply can be cut', async () => {
    const element = await show(homeWith());
    await waitUntil(() => textOf(element).includes('left'));
    // Friday 24 March: used up on Saturday evening, not cut before Sunday morning. London's clocks go forward that night: 9 h UTC is 10:00.
    expect(textOf(element)).to.contain('£4.31 left').and.to.contain('Used up about Sat 20:00. Supply is not cut before Sun 10:00.').and.to.contain('Debt: £12.00. £2.00 a week is taken for it.');
    await expect(element).to.be.accessible();
  });

  it('below zero is emergency credit; at its end, what to do', async () => {
    const element = await show(homeWith({ ...MONEY, purse: { ...MONEY.purse, balance: -3_000_000, supply: 'ended', paid: null, supplyEnds: null } }));
    await waitUntil(() => textOf(element).includes('below zero'));
    expect(textOf(element)).to.contain('£3.00 below zero').and.to.contain('Emergency credit: £10.00').and.to.contain('Top up now');
  });

  it('U12 is on Now, with credit that was lent and the debt', async () => {
    const home = homeWith({ ...MONEY, purse: { ...MONEY.purse, emergency: true } });
    const now = await fixture(html`<tw-now .home=${home} .preferences=${chosen()}></tw-now>`);
    await waitUntil(() => textOf(now).includes('£4.31 left'));
    expect(textOf(now)).to.contain('Emergency credit: £10.00').and.to.contain('Debt: £12.00.');
  });

  it('is nothing in a home without one, or whose gateway says nothing of it', async () => {
    for (const money of [{ ...MONEY, purse: null }, undefined, { bills: 'no' }]) {
      const element = await show(homeWith(money));
      await element.updateComplete;
      await expect(textOf(element)).to.equal('');
    }
  });
});

describe('suggestions', () => {
  const show = async (home: HomeInTest): Promise<TwAdvice> => {
    const element = await fixture<TwAdvice>(html`<tw-advice .home=${home} .preferences=${chosen()}></tw-advice>`);
    await waitUntil(() => textOf(element) !== '');
    return element;
  };

  it('are said in money, with what became of earlier ones', async () => {
    const element = await show(homeWith());
    expect(textOf(element)).to.contain('300 W run here day and night').and.to.contain('Worth about £1.53 a week.').and.to.contain('41% of your energy');
    expect(textOf(inside(element, 'details'))).to.contain('9.00 kW are contracted and 6.00 kW would do. Nothing has changed so far.');
    await expect(element).to.be.accessible();
  });

  it('can be put away', async () => {
    const home = homeWith();
    const element = await show(home);
    inside<HTMLButtonElement>(element, 'button').click();
    await waitUntil(() => lastAsked(home) !== undefined);
    await expect(lastAsked(home)).to.deep.equal({ kind: 'money', change: { about: 'suggestion', putAway: 'a' } });
  });
});

describe('what is said of the tariff', () => {
  const told = homeMessages();
  const { tariff } = told;
  const typed = { name: 'Off the bill', validFrom: '2023-03-01', vat: null, rates: [], standingPerDay: null, exportPrice: null };
  const show = async (change: object): Promise<string> => {
    const home = pastHome('all', { ...told, tariff: tariff && { ...tariff, ...change } });
    const element = await fixture<TwTariff>(html`<tw-tariff .home=${home} .preferences=${chosen()}></tw-tariff>`);
    await waitUntil(() => element.shadowRoot?.querySelector('tw-about') !== null);
    return textOf(inside(element, 'tw-about'));
  };

  it('is who gives which prices and since when, gas and CO₂ beside it, and that a typed price stands back', async () => {
    const at = Date.UTC(2023, 2, 24, 13);
    const said = await show({
      typed: [typed],
      sources: [{ gives: 'import', kind: 'octopus', until: at + 86_400_000, at, reason: null }, { gives: 'carbon', kind: 'gb-carbon', until: null, at: null, reason: 'http-503' }],
      gas: { name: 'Gas tracker', source: 'octopus', price: 61_000, standingCharge: 290_000 },
      carbon: [{ start: at, end: at + 86_400_000, grams: 182, known: true }],
    });
    expect(said).to.contain('Buying octopus, last told 13:00').and.to.contain('gb-carbon says nothing now: http-503').and.to.contain('Gas tracker 6.1p a kWh and 29p a day').and.to.contain('182 g CO₂ a kWh now');
    expect(said).to.contain('Your own price “Off the bill” is kept.');
  });

  it('is since when a typed one holds; while it does, nothing stands back', async () => {
    const said = await show({ name: typed.name, source: 'typed', typed: [typed], sources: [] });
    expect(said).to.contain('Holds from 1 Mar 2023').and.not.to.contain('is kept');
  });
});

describe('the account on the tariff screen', () => {
  const show = async (home: HomeInTest): Promise<TwTariff> => {
    const element = await fixture<TwTariff>(html`<tw-tariff .home=${home} .preferences=${chosen()}></tw-tariff>`);
    const parts = ['tw-bills', 'tw-purse', 'tw-power-contract', 'tw-use-limits'];
    await waitUntil(() => parts.every((name) => (element.shadowRoot?.querySelector(name)?.shadowRoot?.querySelector('details') ?? null) !== null));
    return element;
  };
  const part = (element: Element, name: string): LitElement => inside<LitElement>(element, name);
  const type = (form: Element, name: string, value: string): void => {
    const field = form.querySelector<HTMLInputElement>(`[name="${name}"]`);
    if (!field) throw new Error(`no field ${name}`);
    field.value = value;
  };

  it('has the bill that runs and those that are closed, the entry that puts one right, and the meter’s registers', async () => {
    const said = textOf(part(await show(homeWith()), 'tw-bills'));
    expect(said).to.contain('Since 1 Mar £63.21').and.to.contain('Only 94% of this time was metered.');
    expect(said).to.contain('1 Feb to 28 Feb £88.12').and.to.contain('Put right by 50p').and.to.contain('Meter: 3913.6 kWh to 4214.6 kWh'.replace('3913', '3,913').replace('4214', '4,214'));
  });

  it('takes what a prepayment meter shows, and what was paid in', async () => {
    const home = homeWith();
    const purse = part(await show(home), 'tw-purse');
    const [topUp, display] = [...(purse.shadowRoot?.querySelectorAll('form') ?? [])];
    if (!topUp || !display) throw new Error('no forms');
    type(topUp, 'amount', '20');
    topUp.requestSubmit();
    await expect(lastAsked(home)).to.deep.equal({ kind: 'money', change: { about: 'top-up', amount: 20_000_000 } });
    type(display, 'balance', '-1,5');
    type(display, 'lent', '5');
    display.requestSubmit();
    await expect(lastAsked(home)).to.deep.equal({ kind: 'money', change: { about: 'prepayment', purse: { balance: -1_500_000, debt: 12_000_000, emergencyCredit: 5_000_000, recovery: { by: 'week', amount: 2_000_000 }, neverCut: [{ from: 1_080, to: 600 }] } } });
    type(display, 'balance', 'much');
    display.requestSubmit();
    await purse.updateComplete;
    expect(textOf(purse)).to.contain('Type numbers');
  });

  it('takes how a debt is taken back: so much a day or a week, a share of each top-up, or not at all', async () => {
    const home = homeWith();
    const element = await show(home);
    const form = [...(part(element, 'tw-purse').shadowRoot?.querySelectorAll('form') ?? [])][1];
    const by = form?.querySelector<HTMLSelectElement>('[name=by]');
    if (!form || !by) throw new Error('no form');
    await expect(by.value).to.equal('week');
    const typed = (amount: string, way: string): void => {
      type(form, 'balance', '3');
      type(form, 'taken', amount);
      by.value = way;
      form.requestSubmit();
    };
    const isAsked = (recovery: object | null): boolean =>
      JSON.stringify(home.requests.asked.value).includes(JSON.stringify({ balance: 3_000_000, debt: 12_000_000, emergencyCredit: 10_000_000, recovery, neverCut: [{ from: 1_080, to: 600 }] }));
    typed('0,5', 'day');
    await waitUntil(() => isAsked({ by: 'day', amount: 500_000 }));
    typed('70', 'top-up');
    await waitUntil(() => isAsked({ by: 'top-up', share: 700_000 }));
    typed('', 'week');
    await waitUntil(() => isAsked(null));
    // No supplier takes more than was paid in.
    typed('120', 'top-up');
    await waitUntil(() => textOf(part(element, 'tw-purse')).includes('Type numbers'));
  });

  it('takes what people want to be told of, and refuses a kettle', async () => {
    const home = homeWith();
    const limits = part(await show(home), 'tw-use-limits');
    const form = inside<HTMLFormElement>(limits, 'form');
    await expect(form.querySelector<HTMLInputElement>('[name=power]')?.value).to.equal('4');
    type(form, 'power', '3,5');
    type(form, 'cost', '');
    form.requestSubmit();
    await expect(lastAsked(home)).to.deep.equal({ kind: 'money', change: { about: 'alarms', alarms: { power: { watts: 3_500, minutes: 15 }, dayEnergy: null, dayCost: null } } });
    type(form, 'minutes', '1');
    form.requestSubmit();
    await limits.updateComplete;
    expect(textOf(limits)).to.contain('Type numbers');
  });

  it('says how much of the contracted power is used, and the grid company’s word beside ours', async () => {
    const contract = part(await show(homeWith()), 'tw-power-contract');
    inside<HTMLDetailsElement>(contract, 'details').open = true;
    await waitUntil(() => textOf(contract).includes('Highest:'));
    // Half-hours of 0.25 kWh are 500 W, one of 24 kWh that day 1 kW: the smallest that can be had is 6 kW.
    expect(textOf(contract)).to.contain('of what is contracted.').and.to.contain('We recommend 6.00 kW. It saves £45.00 a year.').and.to.contain('Your grid company recommends 7.40 kW.');
    // U8: of this month.
    expect(textOf(contract)).to.contain('Highest this month: 1.00 kW, ');
  });

  it('is accessible, open and closed', async () => {
    const element = await show(homeWith());
    await expect(element).to.be.accessible();
    for (const name of ['tw-bills', 'tw-purse', 'tw-power-contract', 'tw-use-limits']) inside<HTMLDetailsElement>(part(element, name), 'details').open = true;
    await element.updateComplete;
    await expect(element).to.be.accessible();
  });
});
