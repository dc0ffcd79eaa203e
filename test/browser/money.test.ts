import { expect, fixture, html } from '@open-wc/testing';
import type { TwAdds } from '../../src/ui/now/tw-adds.ts';
import type { TwTariff } from '../../src/ui/tariff/tw-tariff.ts';
import type { TwToday } from '../../src/ui/today/tw-today.ts';
import type { TwWall } from '../../src/ui/wall/tw-wall.ts';
import { DAY_START, homeMessages, TOLD_AT } from '../../src/ui/gallery/exampleHome.ts';
import '../../src/ui/now/tw-adds.ts';
import '../../src/ui/tariff/tw-tariff.ts';
import '../../src/ui/today/tw-today.ts';
import '../../src/ui/wall/tw-wall.ts';
import { chosen, homeOnScreen, type HomeInTest } from './home.ts';
import { pastHome } from './past.ts';
import { inside as part, textOf } from './written.ts';
import { waitUntil } from './waiting.ts';

describe('Today against own days', () => {
  const show = async (home: HomeInTest): Promise<TwToday> => fixture<TwToday>(html`<tw-today .home=${home} .preferences=${chosen()}></tw-today>`);

  it('says where the day likely ends, how it stands against the usual, what is always on and what gas was used', async () => {
    const element = await show(pastHome());
    const outlook = part(element, 'tw-outlook');
    await waitUntil(() => textOf(outlook).includes('Likely by midnight'));
    const said = textOf(outlook);
    // 20 half-hours of 0.25 kWh are to come: 1.00 kWh x 27.3p till 16:00, 1.5 x 41p, 2.5 x 27.3p, on £1.34: £2.91; 11.5 kWh. No pence in a forecast.
    expect(said).to.contain('Likely by midnight £2.90 (12 kWh)');
    // Fridays used 7 kWh by 14:00, and today 6.5.
    expect(said).to.contain('about as usual on a Friday by now').and.to.contain('usually 7.00 kWh');
    // 0.25 kWh in half an hour are 500 W: 12 kWh a day at 24.4875p.
    expect(said).to.contain('500 W, £2.94 a day');
    expect(said).to.contain('0.7 m³');
  });

  it('says what is in each figure, one tap away', async () => {
    const element = await show(pastHome());
    const outlook = part(element, 'tw-outlook');
    await waitUntil(() => textOf(outlook).includes('What is in these figures'));
    expect(textOf(part(outlook, 'details'))).to.contain('VAT is in it').and.to.contain('Gas: what its own meter told last');
  });

  it('says gas in kWh and money where its meter tells cubic metres alone, estimated where no bill has said what they hold', async () => {
    const messages = homeMessages();
    const gas = { name: 'Gas tracker', source: 'octopus', price: 80_000, standingCharge: 290_000, perCubicMetre: { energy: 10_000_000, estimated: true }, past: [[0, 80_000]] as [number, number][] };
    const told = async (change: object): Promise<string> => {
      const outlook = part(await show(pastHome('all', { ...messages, tariff: messages.tariff && { ...messages.tariff, gas: { ...gas, ...change } } })), 'tw-outlook');
      await waitUntil(() => textOf(outlook).includes('Gas'));
      return textOf(outlook);
    };
    // 0.7 m³ of 10 kWh at 8p.
    expect(await told({})).to.contain('7.00 kWh, 56p, estimated');
    expect(await told({ perCubicMetre: { energy: 11_000_000, estimated: false } })).to.contain('7.70 kWh, 62p').and.not.to.contain('estimated');
    expect(await told({ perCubicMetre: { energy: 11_000_000, estimated: false }, past: [] })).to.contain('7.70 kWh, 62p, estimated');
    expect(await told({ perCubicMetre: null })).to.contain('0.7 m³').and.not.to.contain('56p');
  });

  it('U64 gives a kWh a sense, in kettles, and says the CO₂ that came with it', async () => {
    const messages = homeMessages();
    const outlook = part(await show(pastHome('all', { ...messages, tariff: messages.tariff && { ...messages.tariff, carbon: [{ start: DAY_START, end: DAY_START + 86_400_000, grams: 200, known: true }] } })), 'tw-outlook');
    await waitUntil(() => textOf(outlook).includes('kettles'));
    // 6.5 kWh: a kettle takes 0.1 kWh, a kWh came with 200 g.
    expect(textOf(part(outlook, 'details'))).to.contain('6.50 kWh so far is what 65 kettles of water take to boil.').and.to.contain('About 1.3 kg of CO₂ came with it.');
  });

  it('says that it is learning where there is no past yet', async () => {
    const element = await show(pastHome('nothing'));
    await waitUntil(() => textOf(part(element, 'tw-outlook')).includes('0 of 14 seen'));
    expect(textOf(part(element, 'tw-outlook'))).not.to.contain('Likely');
  });

  it('stays readable while the home does not answer, and is accessible', async () => {
    const element = await show(pastHome('away'));
    await waitUntil(() => part(element, 'tw-outlook').hasAttribute('told'));
    await expect(element).to.be.accessible();
  });
});

describe('what does this add', () => {
  it('is measured from a press to the next, with what it costs', async () => {
    const { grid, ...others } = homeMessages();
    const home = homeOnScreen({ ...others, grid: { ...grid, power: 300 } });
    const read = (n: number, power: number): void => {
      home.pass(10_000);
      home.tell('grid', { ...grid, at: TOLD_AT + n * 10_000, power });
    };
    const element = await fixture<TwAdds>(html`<tw-adds .home=${home} .preferences=${chosen()}></tw-adds>`);
    await waitUntil(() => element.shadowRoot?.querySelector('button') !== null);
    for (const n of [1, 2, 3]) {
      read(n, 300);
      await element.updateComplete;
    }
    const button = part<HTMLButtonElement>(element, 'button');
    button.click();
    await element.updateComplete;
    expect(textOf(element)).to.contain('Switch it on now.');
    for (const n of [4, 5, 6]) {
      read(n, 2_300);
      await element.updateComplete;
    }
    // 2 kW at 27.3p a kWh.
    expect(textOf(element)).to.contain('It adds about 2.00 kW, give or take 5 W. That is 55p an hour, £13.10 if it stays on all day.');
    button.click();
    await element.updateComplete;
    await expect(button.getAttribute('aria-pressed')).to.equal('false');
    await expect(element).to.be.accessible();
  });
});

describe('the tariff', () => {
  const show = async (home: HomeInTest): Promise<TwTariff> => {
    const element = await fixture<TwTariff>(html`<tw-tariff .home=${home} .preferences=${chosen()}></tw-tariff>`);
    await waitUntil(() => element.shadowRoot?.querySelector('tw-typed') !== null);
    return element;
  };

  it('begins with the price now and its next change, and says what is in it', async () => {
    const said = textOf(await show(pastHome()));
    expect(said).to.contain('A kWh costs 27.3p now, until 16:00, then 41p.');
    expect(said).to.contain('Flow 3').and.to.contain('46p a day').and.to.contain('VAT is in every price.').and.to.contain('Cheapest 9.2p from 00:00, dearest 41p from 16:00.');
  });

  it('reads the price of now out first, and of tomorrow its first', async () => {
    const element = await show(pastHome());
    const [today, tomorrow] = [...(element.shadowRoot?.querySelectorAll('tw-rates') ?? [])].map((one) => part(one, 'tw-chart'));
    await waitUntil(() => today && part(today, '.reading'));
    // It is 14:02 on a Friday.
    expect(today && textOf(part(today, '.reading'))).to.contain('06:00–16:00: 27.3p');
    expect(tomorrow && textOf(part(tomorrow, '.reading'))).to.contain('00:00–06:00: 9.2p');
  });

  it('finds the cheapest two hours before 22:00, and says when prices end', async () => {
    const element = await show(pastHome());
    const finder = part(element, 'tw-cheapest');
    // 14:03 to 16:00 is not two hours: 19:00 is the first that is as cheap.
    expect(textOf(finder)).to.contain('19:00 to 21:00, at 27.3p a kWh.').and.to.contain('Begun now it would be');
    const by = part<HTMLInputElement>(finder, 'input');
    by.value = '12:00';
    by.dispatchEvent(new Event('input'));
    await (finder as TwTariff).updateComplete;
    expect(textOf(finder)).to.contain('Sat 00:00 to Sat 02:00, at 9.2p').and.to.contain('Prices are known only until Sat 06:00.');
  });

  const type = (form: Element, name: string, value: string): void => {
    const field = form.querySelector<HTMLInputElement>(`[name="${name}"]`) ?? form.querySelector<HTMLInputElement>(name);
    if (!field) throw new Error(`no field ${name}`);
    field.value = value;
    field.dispatchEvent(new Event('input'));
  };

  it('that was typed in is held against the own past, exactly', async () => {
    const element = await show(pastHome());
    const typed = part(element, 'tw-typed');
    const form = part<HTMLFormElement>(typed, 'form');
    type(form, 'name', 'Fix 10');
    type(form, 'fieldset input[inputmode]', '10');
    type(form, 'standing', '40');
    await (typed as TwTariff).updateComplete;
    form.requestSubmit();
    await waitUntil(() => element.shadowRoot?.querySelector('tw-compared') !== null, 'compared');
    const said = textOf(part(element, 'tw-compared'));
    // At 20p a kWh and 46p a day before; 10p and 40p now. 366 days of 12 kWh, one of 24, one without four half-hours.
    const energy = 366 * 12 + 12 - 1;
    expect(said).to.contain('Over 366 days').and.to.contain(`£${(energy * 0.2 + 366 * 0.46).toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`);
    expect(said).to.contain('Fix 10').and.to.contain('cheaper');
  });

  it('has the gas of the bill beside it, and can be taken back by its name and date', async () => {
    const messages = homeMessages();
    const known = { name: 'Old', validFrom: '2023-03-01', vat: null, rates: [], standingPerDay: null, exportPrice: null };
    const home = pastHome('all', { ...messages, tariff: messages.tariff && { ...messages.tariff, typed: [known] } });
    const typed = part(await show(home), 'tw-typed');
    const form = part<HTMLFormElement>(typed, 'form');
    for (const [name, value] of [['name', 'Dual'], ['fieldset input[inputmode]', '30'], ['gasPrice', '7,36'], ['gasStanding', '29'], ['gasHolds', '11,2']] as const) type(form, name, value);
    await (typed as TwTariff).updateComplete;
    const button = (of: Element, text: string): HTMLButtonElement | undefined => [...(of.shadowRoot ?? of).querySelectorAll('button')].find((one) => textOf(one).includes(text));
    button(typed, 'Use it in my home')?.click();
    button(typed, 'Take back “Old” from 1 Mar 2023')?.click();
    const [use, takeBack] = home.requests.asked.value.map(({ body }) => body);
    await expect(use?.kind === 'tariff-typed' && use.tariff.gas).to.deep.equal({ price: '0.0736', standingPerDay: '0.29', perCubicMetre: '11.2' });
    await expect(takeBack).to.deep.equal({ kind: 'tariff-typed-removed', validFrom: '2023-03-01' });
  });

  it('that cannot be is refused in words', async () => {
    const typed = part(await show(pastHome()), 'tw-typed');
    const form = part<HTMLFormElement>(typed, 'form');
    type(form, 'name', 'Fix');
    form.requestSubmit();
    await waitUntil(() => !part<HTMLElement>(typed, '[role=alert]').hidden);
    expect(textOf(part(typed, '[role=alert]'))).to.contain('A price is a number');
  });

  it('checks a bill against what was measured, and explains the difference', async () => {
    const element = await show(pastHome());
    const bill = part(element, 'tw-bill');
    const form = part<HTMLFormElement>(bill, 'form');
    const day = (n: number): string => new Date(DAY_START - n * 86_400_000).toISOString().slice(0, 10);
    // Ten whole days: 120 kWh, £24.00, and £4.60 standing. The bill has 130 kWh for £26.00, the same standing, £30.60.
    for (const [name, value] of [['from', day(30)], ['to', day(21)], ['energy', '130'], ['energyMoney', '26'], ['standing', '4.6'], ['total', '30.6']] as const) type(form, name, value);
    form.requestSubmit();
    await waitUntil(() => textOf(bill).includes('It asks for'));
    expect(textOf(bill)).to.contain('It asks for £2.00 more').and.to.contain('Energy: +£2.00 (+£2.00 for 10.0 kWh other energy)');
  });

  it('is accessible with a tariff and without one', async () => {
    await expect(await show(pastHome())).to.be.accessible();
    await expect(await show(homeOnScreen({ home: homeMessages().home }))).to.be.accessible();
  });
});

describe('the wall view', () => {
  const at = (hour: number): HomeInTest => {
    const home = pastHome();
    home.pass(hour * 3_600_000 + DAY_START - TOLD_AT);
    return home;
  };
  const show = async (home: HomeInTest): Promise<TwWall> => fixture<TwWall>(html`<tw-wall .home=${home} .preferences=${chosen()}></tw-wall>`);

  it('shows the one number large enough for the far side of a room, and leaves by a button', async () => {
    const element = await show(pastHome());
    const number = part(element, '.number');
    await expect(number.textContent).to.equal('22p');
    expect(parseFloat(getComputedStyle(number).fontSize)).to.be.at.least(64);
    const gone = new Promise<unknown>((resolve) => element.addEventListener('tw-go', (event) => resolve((event as CustomEvent<unknown>).detail)));
    part<HTMLButtonElement>(element, 'button').click();
    await expect(await gone).to.equal('now');
  });

  it('has colours of its own at night: those of a light page would be dark on black', async () => {
    const page = document.documentElement.style;
    const root = ['--ink', '--quiet', '--accent', '--edge', '--line'];
    for (const name of root) page.setProperty(name, 'rgb(1, 2, 3)');
    try {
      const element = await show(at(23));
      await expect(part(element, '.screen').classList.contains('night')).to.equal(true);
      const used = root.map((name) => getComputedStyle(part(element, '.wall')).getPropertyValue(name).trim());
      await expect(used.filter((colour) => colour === 'rgb(1, 2, 3)')).to.deep.equal([]);
      await expect(getComputedStyle(part(element, 'button.plain')).color).to.not.equal('rgb(1, 2, 3)');
    } finally {
      for (const name of root) page.removeProperty(name);
    }
  });

  it('dims at night, and wakes when it is touched', async () => {
    const element = await show(at(23));
    await expect(part(element, '.screen').classList.contains('night')).to.equal(true);
    part(element, '.number').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    await element.updateComplete;
    await expect(part(element, '.screen').classList.contains('night')).to.equal(false);
  });

  it('stands elsewhere each minute', async () => {
    const home = pastHome();
    const element = await show(home);
    const place = (): string => getComputedStyle(part(element, '.wall')).transform;
    const before = place();
    home.pass(60_000);
    await element.updateComplete;
    await expect(place()).not.to.equal(before);
  });

  for (const hour of [14, 23]) it(`is accessible at ${hour}:00`, async () => expect(await show(at(hour))).to.be.accessible());
});
