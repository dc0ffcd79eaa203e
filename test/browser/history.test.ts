import { expect, fixture, html } from '@open-wc/testing';
import type { PreferenceStore } from '../../src/state/preferences.ts';
import type { TwFiles } from '../../src/ui/history/tw-files.ts';
import type { TwHistory } from '../../src/ui/history/tw-history.ts';
import type { TwLog } from '../../src/ui/history/tw-log.ts';
import type { TwPeriod } from '../../src/ui/history/tw-period.ts';
import type { TwPicker } from '../../src/ui/history/tw-picker.ts';
import type { TwChart } from '../../src/ui/parts/tw-chart.ts';
import '../../src/ui/history/tw-history.ts';
import { speak } from '../../src/ui/text/words.ts';
import { homeMessages } from '../../src/ui/gallery/exampleHome.ts';
import { chosen, type HomeInTest } from './home.ts';
import { pastHome, type PastAnswer } from './past.ts';
import { waitUntil } from './waiting.ts';

const GAP = /Missing: 2 h\./;

async function show(home: HomeInTest = pastHome(), preferences: PreferenceStore = chosen()) {
  const element = await fixture<TwHistory>(html`<tw-history .home=${home} .preferences=${preferences}></tw-history>`);
  const root = element.shadowRoot;
  if (!root) throw new Error('a screen has a root');
  const title = (): string => root.querySelector('h1')?.textContent?.trim() ?? '';
  const says = async (words: RegExp): Promise<void> =>
    waitUntil(() => words.test(title())).catch(() => {
      throw new Error(`the sentence is "${title()}", not ${String(words)}`);
    });
  const inPeriod = (selector: string) => root.querySelector('tw-period')?.shadowRoot?.querySelector(selector);
  const chart = (): TwChart => inPeriod('tw-chart') as TwChart;
  const picker = (): ShadowRoot => root.querySelector<TwPicker>('tw-picker')?.shadowRoot as ShadowRoot;
  const press = (selector: string): void => picker().querySelector<HTMLButtonElement>(selector)?.click();
  const span = (value: string): void => {
    const select = picker().querySelector('select');
    if (!select) throw new Error('the picker has lengths of time');
    select.value = value;
    select.dispatchEvent(new Event('change'));
  };
  const against = (value: string): void => {
    const select = root.querySelector<HTMLSelectElement>('label select');
    if (!select) throw new Error('there is something to compare with');
    select.value = value;
    select.dispatchEvent(new Event('change'));
  };
  return { element, root, title, says, inPeriod, chart, picker, press, span, against };
}

/** What a press hands to the browser as a file. */
async function saving(press: () => void): Promise<{ readonly name: string; readonly text: string }> {
  const saved: HTMLAnchorElement[] = [];
  const click = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    saved.push(this);
  };
  try {
    press();
    await waitUntil(() => saved.length === 1);
  } finally {
    HTMLAnchorElement.prototype.click = click;
  }
  return { name: saved[0]?.download ?? '', text: await (await fetch(saved[0]?.href ?? '')).text() };
}

const FRIDAY = /^Friday,? 24 March 2023: £1\.40 for 7\.00 kWh\.$/;

describe('the history', () => {
  const STATES: Readonly<Record<string, readonly [PastAnswer, RegExp]>> = {
    waiting: ['never', /Looking up/],
    empty: ['nothing', /nothing is known of this time/],
    ready: ['all', FRIDAY],
    stale: ['away', /nothing is known of this time/],
    failed: ['broken', /could not be read/],
  };
  for (const [state, [how, words]] of Object.entries(STATES))
    it(`is accessible when ${state} and begins with one sentence`, async () => {
      const { element, says } = await show(pastHome(how));
      await says(words);
      await expect(element).to.be.accessible();
    });

  it('says that the gateway keeps what this phone does not have, and why it is not reached', async () => {
    const home = pastHome('away');
    home.become('waiting');
    const { says, root } = await show(home);
    await says(/nothing is known/);
    const notes = [...root.querySelectorAll('[role=note]')].map((note) => note.textContent ?? '').join(' ');
    await expect(notes).to.contain('kept by your gateway only');
    await expect(notes).to.contain('cannot reach your gateway');
  });

  it('says of a day that it is not fetched where the home has it, and of a gap that it is missing', async () => {
    const { says, span, chart, root } = await show(pastHome('partly'));
    await says(/nothing is known/);
    span('week');
    await says(/^20 – 26 March 2023: £11\.80/);
    await expect(root.querySelector('[role=note]')?.textContent).to.contain('kept by your gateway only');
    await expect(chart().summary).to.contain('Missing: 2 h. Not fetched from your gateway: 14 h.');
    await expect([1, 4].map((bar) => chart().points[bar]?.said)).to.deep.equal(['Tue 21 Mar: £2.20, not complete', 'Fri 24 Mar: not fetched']);
  });

  it('shows money first, energy after a tap, and remembers it', async () => {
    const preferences = chosen();
    const { says, inPeriod } = await show(undefined, preferences);
    await says(FRIDAY);
    await expect(inPeriod('.number')?.textContent).to.equal('£1.40');
    (inPeriod('.figure') as HTMLButtonElement).click();
    await waitUntil(() => inPeriod('.number')?.textContent === '7.00 kWh');
    await expect(preferences.value.figure).to.equal('power');
    const again = await show(undefined, preferences);
    await again.says(FRIDAY);
    await expect(again.inPeriod('.number')?.textContent).to.equal('7.00 kWh');
  });

  it('goes to earlier days and back to today by buttons', async () => {
    const { says, press, picker } = await show();
    await says(FRIDAY);
    const later = () => picker().querySelectorAll<HTMLButtonElement>('.step')[1];
    await expect([picker().querySelector('.back'), later()?.disabled]).to.deep.equal([null, true]);
    press('.step');
    await says(/^Thursday,? 23 March 2023: £2\.40/);
    press('.step');
    await says(/^Wednesday,? 22 March 2023: £4\.80/);
    later()?.click();
    await says(/^Thursday/);
    press('.back');
    await says(FRIDAY);
    await expect(picker().querySelector('.back')).to.equal(null);
  });

  it('goes to a date that was typed, and not beyond today', async () => {
    const { says, picker } = await show();
    await says(FRIDAY);
    const date = picker().querySelector<HTMLInputElement>('input[type=date]');
    if (!date) throw new Error('there is a date');
    await expect(date.max).to.equal('2023-03-24');
    date.value = '2023-03-21';
    date.dispatchEvent(new Event('change'));
    await says(/^Tuesday,? 21 March 2023: £2\.20/);
  });

  it('shows week, month, year, all and the last hour', async () => {
    const { says, span } = await show();
    await says(FRIDAY);
    span('week');
    await says(/^20\s?–\s?26 March 2023: £13\.20 for 66\.0 kWh\.$/);
    span('month');
    // 19 days of £2.40, then the week.
    await says(/^March 2023: £58\.80 for 294\.0 kWh\.$/);
    span('year');
    await says(/^2023: £200\.40 /);
    span('all');
    await says(/^Since 17 February 2022: /);
    span('hour');
    await says(/^13:02–14:02, Friday,? 24 March 2023: /);
  });

  it('says what a minute costs to the hundredth of a penny, and what it draws in its table', async () => {
    const { says, span, chart, inPeriod } = await show();
    await says(FRIDAY);
    span('hour');
    await says(/^13:02–14:02/);
    // 600 W, and 1.2 kW in the last ten minutes, at 27.3p a kWh.
    await expect(chart().points[0]?.said).to.match(/^13:02: 0\.27p/);
    await expect(chart().summary).to.match(/Most: 13:52, 0\.55p\. Least: 13:02, 0\.27p\./);
    const rows = inPeriod('tw-table') as unknown as { readonly rows: readonly (readonly string[])[] };
    await expect(rows.rows[0]?.slice(0, 4)).to.deep.equal(['13:02', '600 W', '0 W', '0.27p']);
  });

  it('speaks of a line across the bars only where there is one', async () => {
    const { says, against, picker, inPeriod, chart } = await show();
    await says(FRIDAY);
    against('before');
    await waitUntil(() => chart().summary.includes('The line across a bar is the day before.'));
    const date = picker().querySelector('input');
    if (!date) throw new Error('a date can be typed');
    date.value = '2022-02-17';
    date.dispatchEvent(new Event('change'));
    await says(/^Thursday,? 17 February 2022/);
    await waitUntil(() => inPeriod('p')?.textContent === 'Too little is known to compare with the day before.', inPeriod('p')?.textContent ?? '');
    await expect(chart().summary).not.to.include('line across');
  });

  it('says the trend, the extremes and what is missing', async () => {
    const { says, press, chart } = await show();
    await says(FRIDAY);
    await expect(chart().summary).to.equal('Both halves are much the same.');
    for (const day of [/^Thursday/, /^Wednesday/, /^Tuesday/]) {
      press('.step');
      await says(day);
    }
    await expect(chart().summary).to.match(GAP);
  });

  it('draws a gap as a gap and an estimate with an outline, each said', async () => {
    const { says, press, chart, span } = await show();
    await says(FRIDAY);
    press('.step');
    await says(/^Thursday/);
    await expect(chart().shadowRoot?.querySelectorAll('.estimated').length).to.equal(1);
    await expect(chart().points[20]?.said).to.equal('10:00: 5p, estimated');
    press('.step');
    press('.step');
    await says(/^Tuesday/);
    await expect(chart().shadowRoot?.querySelectorAll('.gap').length).to.equal(4);
    await expect(chart().points[12]?.said).to.equal('06:00: missing');
    span('week');
    await says(/^20\s?–\s?26 March/);
    await expect(chart().points[1]?.said).to.match(/^Tue,? 21 Mar: £2\.20, not complete$/);
    await expect(chart().points.length).to.equal(5);
  });

  it('is compared with the period before up to the same moment, in words', async () => {
    const { says, span, against, inPeriod } = await show();
    await says(FRIDAY);
    span('week');
    await says(/^20\s?–\s?26/);
    against('before');
    await waitUntil(() => inPeriod('p')?.textContent === '20% more than the week before, up to the same moment.', inPeriod('p')?.textContent ?? '');
    against('year');
    await waitUntil(() => /the same week a year before/.test(inPeriod('p')?.textContent ?? ''));
    await expect(inPeriod('tw-chart')?.shadowRoot?.querySelectorAll('.like').length).to.equal(5);
  });

  it('has 23 hours of bars on the day when the clocks go forward, and 25 when they go back', async () => {
    const october = Date.UTC(2023, 9, 30, 12);
    for (const [now, day, bars] of [[Date.UTC(2023, 2, 27, 12), /26 March/, 46], [october, /29 October/, 50]] as const) {
      const messages = homeMessages(now);
      const home = pastHome('all', messages);
      home.model.clock.set(now);
      const { says, press, root } = await show(home);
      await waitUntil(() => root.querySelector('tw-picker') !== null);
      press('.step');
      await says(day);
      const view = root.querySelector<TwPeriod>('tw-period')?.view;
      await expect(view?.now.bars.length).to.equal(bars);
    }
  });

  it('has gas in its own row, with its age', async () => {
    const { says, inPeriod } = await show();
    await says(FRIDAY);
    const rows = inPeriod('dl')?.textContent?.replace(/\s+/g, ' ') ?? '';
    await expect(rows).to.match(/Gas ?0\.70 m³, 2 min ago/);
    await expect(rows).to.match(/Standing charge at today’s rate ?46p/);
  });

  it('makes a file on this phone, named by its period', async () => {
    const { says, root } = await show();
    await says(FRIDAY);
    const { name, text } = await saving(() => root.querySelector<TwFiles>('tw-files')?.shadowRoot?.querySelector('button')?.click());
    await expect(name).to.equal('tidewatt-half-hours-2023-03-24-to-2023-03-24.csv');
    await expect(text.split('\r\n').length).to.equal(1 + 28 + 1);
    await expect(text).to.contain('zone: Europe/London');
  });

  it('has no target smaller than 48 px, and needs no more than 320 px with text twice as large', async () => {
    document.documentElement.style.fontSize = '200%';
    try {
      const { element, says, picker, inPeriod, chart, root } = await show();
      await says(FRIDAY);
      element.style.inlineSize = '288px';
      await element.updateComplete;
      const controls = [picker(), root, root.querySelector('tw-files')?.shadowRoot, chart().shadowRoot].flatMap((part) => [...(part?.querySelectorAll<HTMLElement>('button, select, input') ?? [])]);
      await expect(controls.length).to.be.greaterThan(8);
      for (const control of controls) await expect(control.getBoundingClientRect().height).to.be.at.least(48);
      for (const part of [element, root.querySelector('tw-picker'), inPeriod('.figure'), inPeriod('dl')]) await expect(part?.scrollWidth ?? 999).to.be.at.most(288);
      await expect(element).to.be.accessible();
    } finally {
      document.documentElement.style.fontSize = '';
    }
  });

  it('speaks German, from right to left too', async () => {
    await speak(['de']);
    document.documentElement.dir = 'rtl';
    try {
      const { says, element } = await show();
      await says(/^Freitag, 24\. März 2023: 1,40.£ für 7,00 kWh\.$/);
      await expect(element).to.be.accessible();
    } finally {
      document.documentElement.dir = '';
      await speak(['en']);
    }
  });

  it('follows a finger that wipes it aside, and not one on the slider', async () => {
    const { says, root } = await show();
    await says(FRIDAY);
    const stack = root.querySelector('.stack');
    const wipe = (to: number): void => {
      stack?.dispatchEvent(new PointerEvent('pointerdown', { pointerType: 'touch', clientX: 100, clientY: 300 }));
      stack?.dispatchEvent(new PointerEvent('pointerup', { pointerType: 'touch', clientX: to, clientY: 310 }));
    };
    wipe(220);
    await says(/^Thursday/);
    wipe(20);
    await says(FRIDAY);
    wipe(130);
    await says(FRIDAY);
  });
});

describe('the log', () => {
  async function open(how: PastAnswer = 'all') {
    const shown = await show(pastHome(how));
    await shown.says(how === 'all' ? FRIDAY : /nothing is known/);
    const log = shown.root.querySelector<TwLog>('tw-log');
    const root = log?.shadowRoot;
    if (!root) throw new Error('a period has a log');
    root.querySelector('button')?.click();
    const lines = (): string[] => [...root.querySelectorAll('li')].map((line) => [...line.querySelectorAll('p')].map((part) => part.textContent ?? '').join(' | '));
    return { ...shown, log, root, lines };
  }

  it('says what was done, when, and why, the newest first', async () => {
    const { lines, element } = await open();
    await waitUntil(() => lines().length === 5);
    await expect(lines().map((line) => line.replace(/^Fri,? 24 Mar,? /, ''))).to.deep.equal([
      '11:00 | A limit of 4.20 kW ended (grid-operator).',
      '10:00 | A limit of 4.20 kW began (grid-operator).',
      '09:00 | Dishwasher was turned on by hand until 12:00.',
      '08:00 | An event was offered. (dso)',
      '01:00 | Battery charges until 04:00. | These are the cheapest hours left. Power costs 9.2p then. The next best time costs 27.3p.',
    ]);
    await expect(element).to.be.accessible();
  });

  it('shows one kind of line where that is wanted, and saves what it shows', async () => {
    const { root, lines, log } = await open();
    await waitUntil(() => lines().length === 5);
    const select = root.querySelector('select');
    if (!select) throw new Error('the log has a filter');
    select.value = 'act';
    select.dispatchEvent(new Event('change'));
    await log.updateComplete;
    await expect(lines().length).to.equal(1);
    const saved = await saving(() => root.querySelector<HTMLButtonElement>('.row button')?.click());
    await expect(saved.name).to.equal('tidewatt-log-2023-03-24-to-2023-03-24.csv');
    await expect(saved.text.split('\r\n').slice(0, 2)).to.deep.equal([
      'time,kind,what,why,convention',
      '2023-03-24T01:00:00.000Z,act,Battery charges until 04:00.,These are the cheapest hours left. Power costs 9.2p then. The next best time costs 27.3p.,what: log; order: newest first; time: UTC; of an act its beginning; zone: Europe/London',
    ]);
  });

  it('says that the gateway keeps it when the gateway is away', async () => {
    const { root, element } = await open('away');
    await waitUntil(() => /kept by your gateway/.test(root.querySelector('[role=status]')?.textContent ?? ''));
    await expect(element).to.be.accessible();
  });
});

describe('a chart', () => {
  it('says one point at a time by keyboard, and hides its drawing from readers', async () => {
    const { says, chart } = await show();
    await says(FRIDAY);
    const root = chart().shadowRoot;
    const slider = root?.querySelector<HTMLInputElement>('input');
    if (!root || !slider) throw new Error('a chart has a slider');
    await expect([slider.getAttribute('aria-valuetext'), slider.max]).to.deep.equal(['13:30: 5p', '27']);
    slider.value = '0';
    slider.dispatchEvent(new Event('input'));
    await chart().updateComplete;
    await expect([slider.getAttribute('aria-valuetext'), root.querySelector('.reading')?.textContent]).to.deep.equal(['00:00: 5p', '00:00: 5p']);
    await expect(root.querySelector('svg')?.getAttribute('aria-hidden')).to.equal('true');
    await expect(root.querySelector('button')?.disabled).to.equal(true);
  });

  it('shows energy that was sent out beneath the axis', async () => {
    const preferences = chosen();
    preferences.choose({ figure: 'power' });
    const { says, chart } = await show(undefined, preferences);
    await says(FRIDAY);
    await expect(chart().points[24]?.said).to.equal('12:00: 0.25 kWh, 0.10 kWh sent out');
    await expect(chart().shadowRoot?.querySelectorAll('.beneath').length).to.equal(1);
  });
});
