import { expect, fixture, html } from '@open-wc/testing';
import '../../src/ui/app/tw-badge.ts';
import '../../src/ui/app/tw-speech.ts';
import { homeMessages } from '../../src/ui/gallery/exampleHome.ts';
import '../../src/ui/history/tw-history.ts';
import '../../src/ui/now/tw-now.ts';
import '../../src/ui/now/tw-so-far.ts';
import '../../src/ui/wall/tw-wall.ts';
import { chosen, homeOnScreen, type HomeInTest } from './home.ts';
import { pastHome } from './past.ts';
import { waitUntil } from './waiting.ts';

const said = (inside: ParentNode | null | undefined, selector: string): string => inside?.querySelector(selector)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
const now = async (home: HomeInTest): Promise<ShadowRoot | null> => (await fixture(html`<tw-now .home=${home} .preferences=${chosen()}></tw-now>`)).shadowRoot;
const cells = (table: Element | null | undefined): string[][] => [...(table?.shadowRoot?.querySelectorAll('tr') ?? [])].map((row) => [...row.children].map(({ textContent }) => textContent?.trim() ?? ''));

async function soFar(home: HomeInTest): Promise<string[][]> {
  const { shadowRoot } = await fixture(html`<tw-so-far .home=${home} .preferences=${chosen()}></tw-so-far>`);
  await waitUntil(() => shadowRoot?.querySelector('tw-table')?.shadowRoot?.querySelector('td'), 'no sums');
  return cells(shadowRoot?.querySelector('tw-table'));
}

/** What a list of the past says once it is opened. @param which 0 = days, 1 = weeks, 2 = months. */
async function lately(home: HomeInTest, which: number): Promise<string[][]> {
  const { shadowRoot } = await fixture(html`<tw-history .home=${home} .preferences=${chosen()} .from=${null}></tw-history>`);
  const list = (): HTMLDetailsElement | undefined => shadowRoot?.querySelector('tw-lately')?.shadowRoot?.querySelectorAll('details')[which];
  await waitUntil(list, 'no lists');
  list()?.querySelector('summary')?.click();
  await waitUntil(() => list()?.querySelector('tw-table')?.shadowRoot?.querySelector('td'), 'no list');
  return cells(list()?.querySelector('tw-table'));
}

describe('what a display in the home has to show (GB)', () => {
  it('power now, and what an hour of it costs, on Now', async () => {
    const root = await now(homeOnScreen());
    await expect([said(root, '.number'), said(root, '.unit')]).to.deep.equal(['22p', 'an hour']);
    root?.querySelector<HTMLButtonElement>('.figure')?.click();
    await waitUntil(() => said(root, '.number') === '820 W');
  });

  it('low, usual or high without a number, by a word and a shape, on Now and on the wall', async () => {
    const home = homeOnScreen();
    home.memory.past.set(Array.from({ length: 20 * 48 }, (_, n) => ({ start: homeMessages().grid.at - n * 1_800_000, power: 200 + (n % 5) })));
    await expect(said(await now(home), '.word strong')).to.equal('higher than usual');
    const wall = (await fixture(html`<tw-wall .home=${home} .preferences=${chosen()}></tw-wall>`)).shadowRoot;
    await expect(said(wall, '.middle')).to.contain('higher than usual');
    await expect(wall?.querySelector('tw-band')?.shadowRoot?.querySelector('.mark')).to.not.equal(null);
  });

  it('S1 where power flows, with arrows and numbers, on Now and on the wall; what is stale or away is a dash, what is not there is not drawn', async () => {
    const messages = homeMessages();
    const [battery, ...others] = messages.devices;
    const devices = battery ? [{ ...battery, power: -500 }, ...others] : [];
    const flows = async (told: Partial<typeof messages>, tag: 'now' | 'wall'): Promise<Element> => {
      const home = homeOnScreen({ ...messages, devices, ...told });
      const { shadowRoot } = tag === 'wall' ? await fixture(html`<tw-wall .home=${home} .preferences=${chosen()}></tw-wall>`) : await fixture(html`<tw-now .home=${home} .preferences=${chosen()}></tw-now>`);
      const found = (): Element | null | undefined => (shadowRoot?.querySelector('tw-below')?.shadowRoot ?? shadowRoot)?.querySelector('tw-flows');
      await waitUntil(() => (found()?.hasAttribute('hidden') === true) === (told.devices !== undefined) && found() != null && (told.devices !== undefined || found()?.shadowRoot?.querySelector('li') != null), 'no flows');
      return found() as Element;
    };
    const parts = (of: Element): string[] => [...(of.shadowRoot?.querySelectorAll('li') ?? [])].map((one) => [...one.children].map(({ textContent }) => textContent?.replace(/\s+/g, ' ').trim() ?? '').join(' ').trim());
    for (const tag of ['now', 'wall'] as const) await expect(parts(await flows({}, tag))).to.deep.equal(['Grid ↓ 820 W bought', 'Battery ↓ 500 W gives', 'Home 1.32 kW uses']);
    await expect(parts(await flows({ grid: { ...messages.grid, at: messages.grid.at - 3_600_000 } }, 'now'))).to.deep.equal(['Grid –', 'Battery ↓ 500 W gives', 'Home –']);
    await expect(parts(await flows({ devices: others }, 'now'))).to.deep.equal([]);
  });

  it('a number that the arc does not run through, with text twice as large on 320 px', async () => {
    document.documentElement.style.fontSize = '200%';
    try {
      const element = await fixture(html`<tw-now style="display: block; inline-size: 256px" .home=${homeOnScreen()} .preferences=${chosen()}></tw-now>`);
      const box = (selector: string): DOMRect | undefined => element.shadowRoot?.querySelector(selector)?.getBoundingClientRect();
      await waitUntil(() => (box('tw-band')?.height ?? 0) > 0, 'no arc');
      await expect(box('tw-band')?.bottom).to.be.at.most(box('.figure')?.top ?? NaN);
    } finally {
      document.documentElement.style.fontSize = '';
    }
  });

  it('the price that holds, and the next, on Now', async () => {
    const root = await now(homeOnScreen());
    await waitUntil(() => root?.querySelector('tw-price')?.shadowRoot?.querySelector('.change'));
    await expect(said(root?.querySelector('tw-price')?.shadowRoot, '.change')).to.equal('27.3p until 16:00, then 41p');
  });

  it('today, this week, this month and this year in money and kWh, with gas, below on Now', async () => {
    // Half-hours of 0.25 kWh at 5p; Tuesday lacks two hours, Wednesday was double; gas is 50 litres an hour.
    await expect(await soFar(pastHome())).to.deep.equal([
      ['Time', 'Cost', 'Energy', 'Gas, cost', 'Gas'],
      ['Today', '£1.40', '7.00 kWh', '–', '0.7 m³'],
      ['This week, partly known', '£13.20', '66.0 kWh', '–', '5.5 m³'],
      ['This month, partly known', '£58.80', '294.0 kWh', '–', '28.3 m³'],
      ['This year, partly known', '£200.40', '1,002.0 kWh', '–', '99.1 m³'],
    ]);
  });

  it('gas that is told in cubic metres alone in kWh and money too, by its terms', async () => {
    const messages = homeMessages();
    const gas = { name: 'Gas', source: 'octopus', price: 80_000, standingCharge: null, perCubicMetre: { energy: 10_000_000, estimated: true }, past: [[0, 80_000]] as [number, number][] };
    const [, today, week] = await soFar(pastHome('all', { ...messages, tariff: messages.tariff && { ...messages.tariff, gas } }));
    // 0.7 m³ and 5.5 m³ of 10 kWh at 8p.
    await expect([today?.slice(3), week?.slice(3)]).to.deep.equal([['56p (estimated)', '7.00 kWh (estimated)'], ['£4.40 (estimated)', '55.0 kWh (estimated)']]);
  });

  it('the last 8 days in money and kWh, on History', async () => {
    const rows = (await lately(pastHome(), 0)).map(([name, cost, energy]) => [name?.replace(',', ''), cost, energy]);
    await expect(rows).to.deep.equal([
      ['Time', 'Cost', 'Energy'],
      ['Friday 24 March 2023, so far', '£1.40', '7.00 kWh'],
      ['Thursday 23 March 2023', '£2.40', '12.0 kWh'],
      ['Wednesday 22 March 2023', '£4.80', '24.0 kWh'],
      ['Tuesday 21 March 2023, partly known', '£2.20', '11.0 kWh'],
      ...['Monday 20', 'Sunday 19', 'Saturday 18', 'Friday 17', 'Thursday 16'].map((day) => [`${day} March 2023`, '£2.40', '12.0 kWh']),
    ]);
  });

  it('the last 5 weeks and 13 months, on History', async () => {
    const weeks = await lately(pastHome(), 1);
    await expect(weeks.slice(1).map(([, cost, energy]) => `${cost} ${energy}`)).to.deep.equal(['£13.20 66.0 kWh', ...Array.from({ length: 5 }, () => '£16.80 84.0 kWh')]);
    const months = await lately(pastHome(), 2);
    await expect(months.slice(1).map(([name]) => name)).to.have.length(14);
    await expect([months[2]?.slice(0, 3), months[11]?.slice(0, 3), months[14]?.slice(0, 3)]).to.deep.equal([
      ['February 2023', '£67.20', '336.0 kWh'],
      ['May 2022', '£74.40', '372.0 kWh'],
      ['February 2022, partly known', '£28.80', '144.0 kWh'],
    ]);
  });

  it('the state of the link beside its home’s name, by a word and a shape', async () => {
    const { shadowRoot } = await fixture(html`<tw-badge .badge=${'no-meter'}></tw-badge>`);
    await expect([said(shadowRoot, 'span'), shadowRoot?.querySelector('p')?.className]).to.deep.equal(['No meter', 'open']);
  });

  it('the time, on the wall', async () => {
    const { shadowRoot } = await fixture(html`<tw-wall .home=${homeOnScreen()} .preferences=${chosen()}></tw-wall>`);
    await expect(said(shadowRoot, '.time')).to.equal('14:02');
  });
});

describe('what a display in a French home has to do', () => {
  it('each reading is on the screen when it comes: as fast as the meter tells, a second or five', async () => {
    const home = homeOnScreen();
    const root = await now(home);
    const { grid } = homeMessages();
    for (let second = 1; second <= 10; second++) {
      home.pass(1_000);
      home.tell('grid', { ...grid, at: grid.at + second * 1_000, power: 1_000 * second, period: 1_000 });
      await (root?.host as HTMLElement & { updateComplete: Promise<boolean> }).updateComplete;
      // 27.3p a kWh.
      await expect(said(root, '.number')).to.equal(['27p', '55p', '82p', '£1.09', '£1.37', '£1.64', '£1.91', '£2.18', '£2.46', '£2.73'][second - 1]);
    }
  });

  it('data that has stopped is an alert: since when, where the break is, and what to do', async () => {
    const home = homeOnScreen();
    const root = await now(home);
    // A meter that tells every ten seconds is silent after thirty.
    home.pass(28_000);
    await waitUntil(() => !said(root, 'h1').includes('Nothing new'));
    home.pass(1_000);
    await waitUntil(() => root?.querySelector('.lead.urgent'), 'no alert');
    await expect(said(root, 'h1')).to.contain('Nothing new since 14:02. The gateway answers but hears nothing from the meter. Check the cable at the meter’s port.');
    const wall = (await fixture(html`<tw-wall .home=${home} .preferences=${chosen()}></tw-wall>`)).shadowRoot;
    await expect(said(wall, 'h1')).to.contain('Nothing new since 14:02.');
  });

  it('a gateway out of reach is told with its moment too, after a day with its weekday', async () => {
    const home = homeOnScreen();
    home.become('waiting');
    home.pass(86_400_000);
    await expect(said(await now(home), 'h1')).to.match(/Nothing new since Fri 14:02\. This phone cannot reach your gateway\./);
  });
});

describe('read aloud', () => {
  const spoken: SpeechSynthesisUtterance[] = [];
  const speak = speechSynthesis.speak.bind(speechSynthesis);
  beforeEach(() => {
    spoken.length = 0;
    speechSynthesis.speak = (text) => void spoken.push(text);
  });
  after(() => (speechSynthesis.speak = speak));

  const button = async (home: HomeInTest): Promise<HTMLButtonElement | null> => {
    const frame = await fixture(html`<div><tw-speech .home=${home} .preferences=${chosen()}></tw-speech><tw-now .home=${home} .preferences=${chosen()}></tw-now></div>`);
    const found = frame.querySelector('tw-speech')?.shadowRoot?.querySelector('tw-aloud')?.shadowRoot?.querySelector('button') ?? null;
    if (found) await waitUntil(() => found.getAttribute('aria-label') === 'Read aloud');
    return found;
  };

  it('on demand: the first sentence of the screen, with its units in words', async () => {
    const pressed = await button(homeOnScreen());
    await expect(spoken).to.have.length(0);
    pressed?.click();
    await waitUntil(() => spoken.length === 1);
    await expect(spoken[0]?.text).to.match(/^Your home is using 22 pence an hour\. \S/);
    await expect(pressed?.getBoundingClientRect().width).to.be.at.least(48);
  });

  it('without a voice there is no button', async () => {
    const own = Object.getOwnPropertyDescriptor(window, 'speechSynthesis');
    Reflect.deleteProperty(window, 'speechSynthesis');
    try {
      await expect(await button(homeOnScreen())).to.equal(null);
    } finally {
      if (own) Object.defineProperty(window, 'speechSynthesis', own);
    }
  });
});
