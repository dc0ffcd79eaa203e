import { expect, fixture, html } from '@open-wc/testing';
import type { StateBodies } from '#wire/message/index.ts';
import type { TwEvents } from '../../src/ui/events/tw-events.ts';
import '../../src/ui/events/tw-events.ts';
import { homeMessages, TOLD_AT } from '../../src/ui/gallery/exampleHome.ts';
import { chosen, homeOnScreen, type HomeInTest } from './home.ts';
import { waitUntil } from './waiting.ts';

const HOUR = 3_600_000;
const NONE = homeMessages().eventRest;
const home = (change: Partial<StateBodies> = {}): HomeInTest => homeOnScreen({ ...homeMessages(), ...change });
const asked = (on: HomeInTest): readonly unknown[] => on.requests.asked.value.flatMap(({ body }) => (body.kind === 'act' && body.act.kind === 'event-rest' ? [body.act.rest] : []));

async function shown(on: HomeInTest): Promise<{ readonly element: TwEvents; readonly rest: ShadowRoot; readonly text: string }> {
  const element = await fixture<TwEvents>(html`<tw-events .home=${on} .preferences=${chosen()}></tw-events>`);
  await waitUntil(() => element.shadowRoot?.querySelector('tw-rest'), 'its words have come');
  const rest = element.shadowRoot?.querySelector('tw-rest')?.shadowRoot;
  if (!rest) throw new Error('there is nothing to set');
  rest.querySelector('summary')?.click();
  return { element, rest, text: element.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '' };
}
function put(field: HTMLInputElement | HTMLSelectElement | null | undefined, value: string): void {
  if (!field) throw new Error('there is no such field');
  field.value = value;
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

describe('U33 how often and when the household is asked', () => {
  it('says what it does not touch, is accessible, and nothing in it is smaller than 48 px', async () => {
    const { element, rest } = await shown(home({ eventRest: { mostPerDay: 2, mostPerWeek: null, quiet: [{ days: null, from: 1_320, to: 420 }, { days: [6, 7], from: 0, to: 1_440 }] } }));
    await expect(element).to.be.accessible();
    await expect(rest.textContent).to.contain('Orders that cannot be refused, and limits, come all the same.');
    for (const one of rest.querySelectorAll('summary, select, input:not([type]), button, .days label')) await expect(one.getBoundingClientRect().height).to.be.at.least(48);
    await expect([...rest.querySelectorAll('select')].map(({ value }) => value)).to.deep.equal(['2', '']);
    await expect([...rest.querySelectorAll<HTMLInputElement>('input:not([type])')].map(({ value }) => value)).to.deep.equal(['22:00', '07:00']);
    await expect([...rest.querySelectorAll<HTMLInputElement>('input[type=checkbox]')].map(({ checked }) => checked)).to.deep.equal([false, false, false, false, false, true, true]);
  });

  it('asks the home at once for a bound of a day or a week, and offers to take it back', async () => {
    const on = home();
    const { rest } = await shown(on);
    put(rest.querySelectorAll('select')[0], '1');
    await expect(asked(on)).to.deep.equal([{ ...NONE, mostPerDay: 1 }]);
    const select = rest.querySelectorAll('select')[0];
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await expect(select?.disabled).to.equal(true);
    on.requests.heard({ id: 'r1', body: { kind: 'act', act: { kind: 'event-rest', rest: { ...NONE, mostPerDay: 1 } } }, progress: 'done', reason: null });
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await expect(select?.disabled).to.equal(false);
    await expect(on.undo.offer.value?.inverse).to.deep.equal({ kind: 'act', act: { kind: 'event-rest', rest: NONE } });
  });

  it('takes quiet hours as typed, with the night as the other end, and leaves what is no time', async () => {
    const on = home();
    const { rest } = await shown(on);
    const [from] = rest.querySelectorAll<HTMLInputElement>('input:not([type])');
    put(from, 'late');
    await expect([asked(on), from?.value]).to.deep.equal([[], '']);
    put(from, '2130');
    await expect(asked(on)).to.deep.equal([{ ...NONE, quiet: [{ days: null, from: 1_290, to: 420 }] }]);
  });

  it('takes quiet days beside the hours, and leaves the times that another app has set', async () => {
    const other = { days: [1], from: 600, to: 700 };
    const on = home({ eventRest: { ...NONE, quiet: [other, { days: null, from: 1_320, to: 420 }] } });
    const { rest } = await shown(on);
    rest.querySelectorAll<HTMLInputElement>('input[type=checkbox]')[6]?.click();
    await expect(asked(on)).to.deep.equal([{ ...NONE, quiet: [other, { days: null, from: 1_320, to: 420 }, { days: [7], from: 0, to: 1_440 }] }]);
  });
});

describe('a limit that stands and does not bind', () => {
  const limit = (change: Partial<StateBodies['limit']['limits'][number]>): StateBodies['limit'] => ({
    ...homeMessages().limit,
    effectiveImport: { kind: 'limit', w: 4_200 },
    limits: [{ source: 'grid-co', direction: 'import', scope: 'site', value: { kind: 'limit', w: 4_200 }, start: TOLD_AT - HOUR, end: TOLD_AT + 4 * HOUR, origin: 'signal', binds: false, ...change }],
  });

  it('is one quiet line, in W and in A on each phase', async () => {
    const phaseLimits = [{ source: 'grid-co', direction: 'import' as const, scope: 'site' as const, start: TOLD_AT - HOUR, end: null, origin: 'signal' as const, binds: false, amps: 16 }];
    const { text } = await shown(home({ limit: { ...limit({}), phaseLimits } }));
    await expect(text).to.contain('A limit of 4.20 kW stands until 18:02; the home is below it.');
    await expect(text).to.contain('A limit of 16 A on each phase stands until it is lifted; the home is below it.');
  });

  it('is not said of what binds, of what is to come or over, nor of the fuse', async () => {
    for (const change of [{ binds: true }, { start: TOLD_AT + HOUR }, { end: TOLD_AT }, { origin: 'fuse' as const }]) {
      const { text } = await shown(home({ limit: limit(change) }));
      await expect(text).to.not.contain('A limit of');
    }
  });
});
