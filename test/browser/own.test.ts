import { expect, fixture, html } from '@open-wc/testing';
import type { TwOwnHome } from '../../src/ui/app/tw-own-home.ts';
import '../../src/ui/app/tw-own-home.ts';
import type { TwChart } from '../../src/ui/parts/tw-chart.ts';
import { OwnHome } from '../../src/state/ownHome.ts';
import { chosen } from './home.ts';
import { waitUntil } from './waiting.ts';

const OCTOPUS = '{"results":[{"consumption":0.5,"interval_start":"2024-01-31T23:30:00Z","interval_end":"2024-02-01T00:00:00Z"},{"consumption":0.25,"interval_start":"2024-02-01T00:00:00Z","interval_end":"2024-02-01T00:30:00Z"}]}';
const UNKNOWN = 'wann;"so viel, kWh"\n01.02.2024 00:30;"0,5"\n01.02.2024 01:00;"0,25"\n01.02.2024 01:30;abc\n';

const erase = async (): Promise<void> => {
  const home = await OwnHome.open();
  await home.erase();
  await home.close();
};

const deep = (root: Element | ShadowRoot, selector: string): HTMLElement[] => {
  const from = root instanceof Element ? root.shadowRoot : root;
  if (!from) return [];
  return [...from.querySelectorAll<HTMLElement>(selector), ...[...from.querySelectorAll('*')].flatMap((one) => (one.shadowRoot ? deep(one.shadowRoot, selector) : []))];
};
const textOf = (element: Element): string => deep(element, 'h1, p, dd, dt, span, td').map((one) => one.textContent?.trim()).join(' | ');
const button = (element: Element, name: string): HTMLButtonElement => {
  const found = deep(element, 'button').find((one) => one.textContent?.trim() === name);
  if (!(found instanceof HTMLButtonElement)) throw new Error(`no button ${name} beside ${deep(element, 'button').map((one) => one.textContent).join(', ')}`);
  return found;
};
const says = (element: Element, text: string): Promise<void> => waitUntil(() => textOf(element).includes(text), `${text} is not said`);

async function shown(): Promise<TwOwnHome> {
  const element = await fixture<TwOwnHome>(html`<tw-own-home .preferences=${chosen()}></tw-own-home>`);
  await waitUntil(() => deep(element, 'h1').length > 0);
  return element;
}

function choose(element: Element, text: string, name: string): void {
  const [input] = deep(element, 'input[type=file]');
  if (!(input instanceof HTMLInputElement)) throw new Error('no file can be chosen');
  const files = new DataTransfer();
  files.items.add(new File([text], name));
  input.files = files.files;
  input.dispatchEvent(new Event('change'));
}

describe('the home of a person’s own file', () => {
  beforeEach(erase);
  after(erase);

  it('is accessible when nothing was chosen', async () => {
    const element = await shown();
    await says(element, 'Use a file of your own');
    await expect(element).to.be.accessible();
  });

  it('asks which counters are the grid’s where their names leave it open, and adds up those', async () => {
    const element = await shown();
    const rows = ['kitchen', 'a', 'b'].flatMap((name, n) => [0, 1].map((hour) => `sensor.${name},2024-02-01T0${hour}:00Z,${hour * (n + 1)},kWh`));
    choose(element, ['statistic_id,start,sum,unit', ...rows].join('\n'), 'statistics.csv');
    await says(element, 'Which counters are the grid’s?');
    await expect(element).to.be.accessible();
    button(element, 'Read it').click();
    await says(element, 'Choose at least one counter first.');
    for (const select of deep(element, 'select').slice(1)) {
      if (!(select instanceof HTMLSelectElement)) throw new Error('a counter is chosen from a list');
      select.value = 'import';
      select.dispatchEvent(new Event('change'));
    }
    button(element, 'Read it').click();
    await says(element, 'Found 5.00 kWh');
    await expect(textOf(element)).to.include('sensor.a, sensor.b');
  });

  it('says what was found, keeps it, shows its days and its age, and erases it', async () => {
    const element = await shown();
    choose(element, OCTOPUS, 'consumption.json');
    await says(element, 'Octopus Energy consumption');
    await expect(textOf(element)).to.include('Found 0.75 kWh');
    await expect(element).to.be.accessible();
    button(element, 'Use it').click();
    await says(element, 'consumption.json, read on');
    await expect(textOf(element)).to.include('Your file tells 0.75 kWh.');
    await expect(textOf(element)).to.include('ago: nothing is known since');
    await expect(textOf(element)).to.include('No tariff is set');
    await expect(element).to.be.accessible();
    button(element, 'Show day by day').click();
    await waitUntil(() => deep(element, 'tw-period').length > 0, 'no day is shown');
    await expect(textOf(element)).to.include('No tariff prices it');
    button(element, 'Back to your file').click();
    await says(element, 'consumption.json, read on');
    button(element, 'Erase all of it from this device').click();
    await waitUntil(() => deep(element, 'button').some((one) => one.textContent === 'Erase it now'));
    button(element, 'Erase it now').click();
    await says(element, 'It was erased.');
    await expect(textOf(element)).to.include('Use a file of your own');
  });

  it('of a past that ended years ago shows it up to there, by years, without a word of a gateway or of today', async () => {
    const home = await OwnHome.open();
    const at = (year: number, month: number): { readonly start: number; readonly end: number } => ({ start: Date.UTC(year, month, 10, 12), end: Date.UTC(year, month, 10, 12, 30) });
    const years = [2019, 2020, 2021, 2022, 2023].map((year) => ({ ...at(year, 4), importEnergy: 250_000, exportEnergy: null, quality: 'measured' as const }));
    await home.keep(years as unknown as Parameters<OwnHome['keep']>[0], 'old.csv', 'UTC');
    await home.close();
    const element = await shown();
    await says(element, 'old.csv, read on');
    button(element, 'Show day by day').click();
    await waitUntil(() => deep(element, 'tw-chart').length > 0, 'no day is shown');
    const span = (value: string): void => {
      const select = deep(element, 'select[aria-label="How much"]')[0];
      if (!(select instanceof HTMLSelectElement)) throw new Error('a length of time is chosen from a list');
      select.value = value;
      select.dispatchEvent(new Event('change'));
    };
    span('all');
    await says(element, 'Since 10 May 2019: 1.25 kWh.');
    const chart = deep(element, 'tw-chart')[0] as TwChart;
    await expect(chart.name).to.equal('Energy by year');
    // Of 1 461 days from 10 May 2019 to 10 May 2023 five half-hours are known.
    await expect(chart.summary).to.include('Missing: 1,461 d');
    await expect(new Date(chart.points.at(-1)?.end ?? 0).toISOString()).to.equal('2024-01-01T00:00:00.000Z');
    await expect(deep(element, 'tw-log').length).to.equal(0);
    await expect(deep(element, 'button').map((one) => one.textContent?.trim())).not.to.include('Back to today');
    span('day');
    await says(element, '10 May 2023: 0.25 kWh.');
    deep(element, 'button[aria-label="The time before"]')[0]?.click();
    await says(element, '9 May 2023: nothing is known of this time.');
    await expect(deep(element, 'p').map((one) => one.textContent).join(' ')).not.to.include('gateway');
    deep(element, 'button[aria-label="The time after"]')[0]?.click();
    await says(element, '10 May 2023: 0.25 kWh.');
    await expect((deep(element, 'button[aria-label="The time after"]')[0] as HTMLButtonElement).disabled).to.equal(true);
  });

  it('asks what the columns of an unknown table mean, and says the line that is no number', async () => {
    const element = await shown();
    choose(element, UNKNOWN, 'mine.csv');
    await says(element, 'What do the columns mean?');
    await expect(element).to.be.accessible();
    button(element, 'Read it').click();
    await says(element, 'Found 0.75 kWh');
    await expect(textOf(element)).to.include('1, the first in line 4: abc');
  });

  it('reads one column for both ways where it has a minus, and then asks for no second one', async () => {
    const element = await shown();
    choose(element, 'when,net kWh\n2024-06-01T11:00Z,0.5\n2024-06-01T11:30Z,-0.25\n', 'net.csv');
    await says(element, 'What do the columns mean?');
    await expect(textOf(element)).not.to.include('Energy sent out, if there is a column');
    button(element, 'Read it').click();
    await says(element, 'Found 0.50 kWh');
    await expect(textOf(element)).to.include('Sent out | 0.25 kWh');
  });

  it('refuses what is no table in a sentence', async () => {
    const element = await shown();
    choose(element, 'hello', 'a.csv');
    await says(element, 'This file is no table of times and energies.');
    await expect(element).to.be.accessible();
  });

  it('a large file leaves the page free, tells how far it is, and can be stopped', async () => {
    const element = await shown();
    const line = '2024-01-01T00:00:00Z,2024-01-01T00:30:00Z,0.25\n';
    const tasks: number[] = [];
    const watcher = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)));
    const text = `start,end,import_kwh\n${line.repeat(1_100_000)}`;
    watcher.observe({ type: 'longtask' });
    choose(element, text, 'large.csv');
    await waitUntil(() => deep(element, 'progress').some((one) => one instanceof HTMLProgressElement && one.value > 0), 'no progress');
    tasks.length = 0;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    watcher.disconnect();
    await expect(Math.max(0, ...tasks)).to.be.below(50);
    button(element, 'Stop').click();
    await says(element, 'Reading was stopped.');
  });

  it('two files of one time: the newer counts, direction by direction', async () => {
    const home = await OwnHome.open();
    const slot = { start: Date.UTC(2024, 0, 1), end: Date.UTC(2024, 0, 1, 0, 30), quality: 'measured' as const };
    type Slots = Parameters<OwnHome['keep']>[0];
    await home.keep([{ ...slot, importEnergy: 100, exportEnergy: null }] as unknown as Slots, 'a', 'UTC');
    await home.keep([{ ...slot, importEnergy: null, exportEnergy: 7 }] as unknown as Slots, 'b', 'UTC');
    await expect(home.kept.value?.imported).to.equal(100);
    await expect(home.kept.value?.exported).to.equal(7);
    await home.close();
  });
});
