import { expect, fixture, html } from '@open-wc/testing';
import type { AdvisingMessage } from '#wire/message/advisingBody.ts';
import { DAY_START, homeMessages, TOLD_AT } from '../../src/ui/gallery/exampleHome.ts';
import '../../src/ui/now/tw-now.ts';
import type { TwNow } from '../../src/ui/now/tw-now.ts';
import '../../src/ui/plan/tw-plan.ts';
import type { TwPlan } from '../../src/ui/plan/tw-plan.ts';
import { chosen, homeOnScreen, type HomeInTest } from './home.ts';
import { waitUntil } from './waiting.ts';

const DAY = 86_400_000;
const day = (n: number, planned: number, left: number, change: Partial<AdvisingMessage['days'][number]> = {}): AdvisingMessage['days'][number] => ({
  date: `2023-03-${24 - n}`, start: DAY_START - n * DAY, end: DAY_START - (n - 1) * DAY, planned, left, paid: left + 20_000, heard: 1, ...change,
});
const told = (on: boolean, days: AdvisingMessage['days'] = []): AdvisingMessage => ({ on, since: on ? TOLD_AT - 3 * DAY : null, days });
const text = (root: ParentNode | null | undefined): string => root?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

async function shown(advising: AdvisingMessage): Promise<{ readonly home: HomeInTest; readonly plan: TwPlan; readonly card: ShadowRoot }> {
  const home = homeOnScreen({ ...homeMessages(), advising });
  const plan = await fixture<TwPlan>(html`<tw-plan .home=${home} .preferences=${chosen()}></tw-plan>`);
  await waitUntil(() => plan.shadowRoot?.querySelector('tw-advising')?.shadowRoot?.querySelector('button'));
  const card = plan.shadowRoot?.querySelector('tw-advising')?.shadowRoot;
  if (!card) throw new Error('there is no card');
  return { home, plan, card };
}

describe('U26 advice only', () => {
  it('is asked for in one tap, that can be taken back, and says what goes on all the same', async () => {
    const { home, card, plan } = await shown(told(false));
    await expect(text(card)).to.contain('Limits and safety go on as ever.');
    card.querySelector('button')?.click();
    await expect(home.requests.asked.value.map(({ body }) => body)).to.deep.equal([{ kind: 'advise', on: true }]);
    await expect(home.undo.offer.value?.inverse).to.deep.equal({ kind: 'advise', on: false });
    await waitUntil(() => card.querySelector('button')?.textContent === 'Asking your home …');
    await expect(plan).to.be.accessible();
  });

  it('the sentence says what a plan would do, and promises nothing', async () => {
    const { plan } = await shown(told(true));
    await waitUntil(() => text(plan.shadowRoot?.querySelector('h1')).includes('Advice only'));
    await expect(text(plan.shadowRoot?.querySelector('h1'))).to.equal('Advice only. By plan, next: Battery powers the home 16:00–19:00. It would save about 64p against no automation.');
  });

  it('Now does not say that a device does by plan what nobody has told it', async () => {
    const now = await fixture<TwNow>(html`<tw-now .home=${homeOnScreen({ ...homeMessages(), advising: told(true) })} .preferences=${chosen()}></tw-now>`);
    await expect(text(now.shadowRoot)).to.contain('Advice only: your devices look after themselves.');
    await expect(text(now.shadowRoot)).not.to.contain('Then Battery');
  });

  it('before the first whole day it says when the figure comes', async () => {
    const { card } = await shown(told(true));
    await expect(text(card)).to.contain('Since Tue 14:02 plans are only shown');
    await expect(text(card)).to.contain('What it would have saved stands here after the first whole day.');
  });

  it('adds up what each day would have cost, beside what was paid, and says how that is reckoned', async () => {
    const { card, plan } = await shown(told(true, [day(2, 1_900_000, 2_400_000), day(1, 2_100_000, 2_000_000, { heard: 0.5 })]));
    await expect(text(card)).to.contain('On 2 days it would have saved about 40p.');
    const rows = [...(card.querySelector('tw-table')?.shadowRoot?.querySelectorAll('tbody tr') ?? [])].map((row) => [...row.children].map((cell) => text(cell)));
    await expect(rows).to.deep.equal([
      ['Thu 23 Mar', '£2.10', '£2.00', '£2.02', '−10p'],
      ['Wed 22 Mar', '£1.90', '£2.40', '£2.42', '50p'],
    ]);
    await expect(text(card)).to.contain('Thu 23 Mar: only 50% of the day was heard');
    await expect(text(card)).to.contain('each day’s first plan against devices left to themselves');
    await expect(plan).to.be.accessible();
  });

  it('says it when it would have been dearer', async () => {
    const { card } = await shown(told(true, [day(1, 2_300_000, 2_000_000)]));
    await expect(text(card)).to.contain('On 1 day it would have cost about 30p more.');
  });

  it('is offered first thing while plans are new: for a week, until somebody says so, or not at all', async () => {
    const { home, card, plan } = await shown({ ...told(false), offer: true });
    await expect(text(card)).to.contain('Plans are new here.');
    const order = [...(plan.shadowRoot?.querySelectorAll('tw-advising, tw-ribbon') ?? [])].map(({ localName }) => localName);
    await expect(order).to.deep.equal(['tw-advising', 'tw-ribbon']);
    await expect([...card.querySelectorAll('button')].map(({ textContent }) => textContent)).to.deep.equal(['Only advise for a week', 'Only advise', 'Follow plans']);
    await expect(plan).to.be.accessible();
    card.querySelector('button')?.click();
    await expect(home.requests.asked.value.map(({ body }) => body)).to.deep.equal([{ kind: 'advise', on: true, until: TOLD_AT + 7 * DAY }]);
  });

  it('says when it ends by itself', async () => {
    const { card } = await shown({ ...told(true), until: TOLD_AT + DAY });
    await expect(text(card)).to.contain('Plans are followed again from Sat 14:02.');
  });
});
