import { expect, fixture, html } from '@open-wc/testing';
import type { PlanAnswer } from '#domain/plan/answer.ts';
import type { StateBodies } from '#wire/message/index.ts';
import type { Planner } from '../../src/state/proposals.ts';
import { PreferenceStore } from '../../src/state/preferences.ts';
import { toldHome, type ToldHome } from '../../src/state/toldHome.ts';
import { DAY_START, homeMessages, TOLD_AT } from '../../src/ui/gallery/exampleHome.ts';
import { isStepped } from '../../src/ui/parts/wishSteps.ts';
import '../../src/ui/plan/tw-plan.ts';
import type { TwPlan } from '../../src/ui/plan/tw-plan.ts';
import { waitUntil } from './waiting.ts';

const [MINUTE, HOUR] = [60_000, 3_600_000];
const told = homeMessages();
/** Two half-days from 14:05: the planner of this test looks at nothing but the wishes. */
const slots = [14 * 60 + 5, 26 * 60, 38 * 60].flatMap((minute, n, all) => (all[n + 1] === undefined ? [] : [{ start: DAY_START + minute * MINUTE, end: DAY_START + (all[n + 1] ?? 0) * MINUTE }]));
const hold = { kind: 'hold' as const, power: 0 };
const problem: NonNullable<StateBodies['problem']> = {
  version: 1, revision: 8, issued: TOLD_AT, slots, importPrice: [1, 1], exportPrice: [0, 0], priceKnown: [true, true], inflexible: [0, 0], spread: [0, 0], limits: [], endValue: 0, running: null, wishes: told.wishes.wishes.filter(isStepped),
  devices: [
    { id: 'battery', primitive: { kind: 'store', capacity: 9_500_000, maxCharge: 2_500, maxDischarge: 2_500, chargeEfficiency: 1, dischargeEfficiency: 1, wear: 0 }, stored: 4_100_000, runningSince: null, neutral: hold },
    { id: 'dishwasher', primitive: { kind: 'profile', powers: [2_000], step: HOUR }, stored: null, runningSince: null, neutral: hold },
  ],
};

/** A run of two hours that ends by the wish; it costs £2.10 by seven, and 12p more for each half-hour before. */
function answerTo({ revision, wishes }: { readonly revision: number; readonly wishes: readonly { readonly kind: string; readonly by?: number }[] }, cheaper: number): PlanAnswer {
  const by = wishes.find(({ kind }) => kind === 'readyBy')?.by ?? 0;
  const early = (DAY_START + 31 * HOUR - by) / (HOUR / 2);
  const interval = { start: by - 2 * HOUR, end: by };
  const acts = [{ device: 'dishwasher', interval, policy: { kind: 'run' } }];
  const reasons = [{ device: 'dishwasher', interval, cause: 'deadline', price: 273_000, nextBestPrice: null, saving: 0 }];
  return { status: 'feasible', proposal: { revision, author: 'preview', acts, reasons }, cost: 2_100_000 + early * 120_000 - cheaper, bound: null, gap: null, nothing: 3_000_000, broken: [], steps: [] } as unknown as PlanAnswer;
}

interface Watched {
  readonly home: ToldHome;
  readonly sketched: { readonly by: readonly (number | undefined)[] };
}

/** @param slow the proof never comes. */
function homeWith({ slow = false, ...change }: Partial<StateBodies> & { readonly slow?: boolean } = {}): Watched {
  const by: (number | undefined)[] = [];
  const planner: Planner = {
    keepWarm: () => undefined,
    sketch: (given) => {
      by.push(given.wishes.flatMap((wish) => (wish.kind === 'readyBy' ? [wish.by] : []))[0]);
      return Promise.resolve(answerTo(given, 0));
    },
    plan: (given) => (slow ? new Promise(() => undefined) : Promise.resolve(answerTo(given, 30_000))),
  };
  return { home: toldHome({ told: { ...told, problem, ...change }, at: TOLD_AT, planner: Promise.resolve(planner) }), sketched: { by } };
}

const chipOf = (plan: TwPlan, n: number): ShadowRoot => {
  const chip = plan.shadowRoot?.querySelector('tw-wishes')?.shadowRoot?.querySelectorAll('tw-wish')[n]?.shadowRoot;
  if (!chip) throw new Error('there is no such wish');
  return chip;
};
const said = (plan: TwPlan): string => chipOf(plan, 1).querySelector('tw-preview')?.shadowRoot?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
const earlier = (plan: TwPlan): void => chipOf(plan, 1).querySelector<HTMLButtonElement>('[aria-label="earlier"]')?.click();

async function shown(home: ToldHome): Promise<TwPlan> {
  const plan = await fixture<TwPlan>(html`<tw-plan .home=${home} .preferences=${new PreferenceStore(undefined)}></tw-plan>`);
  await waitUntil(() => plan.shadowRoot?.querySelector('tw-wishes')?.shadowRoot?.querySelector('tw-wish'));
  return plan;
}

describe('a wish that is being changed', () => {
  it('shows at once what would run when, why, and what it costs beside the present plan, and asks nothing of the home', async () => {
    const { home } = homeWith({ slow: true });
    const plan = await shown(home);
    earlier(plan);
    await waitUntil(() => said(plan).includes('more than'));
    await expect(said(plan)).to.contain('About 12p more than as it is planned now. £2.22 instead of £2.10, until Sat 14:00.');
    await expect(said(plan)).to.contain('Dishwasher runs Sat 04:30–06:30');
    await expect(said(plan)).to.contain('It has to be ready in time.');
    await expect(said(plan)).to.contain('This is a first plan');
    await expect(home.requests.asked.value).to.deep.equal([]);
    await expect(plan).to.be.accessible();
  });

  it('the better plan takes the place of the first, both held against the present by the same planner', async () => {
    const { home } = homeWith();
    const plan = await shown(home);
    earlier(plan);
    await waitUntil(() => said(plan).includes('£2.19 instead of £2.07'), 'the proven plan');
    await expect(said(plan)).not.to.contain('This is a first plan');
  });

  it('the newest step counts', async () => {
    const { home, sketched } = homeWith({ slow: true });
    const plan = await shown(home);
    earlier(plan);
    earlier(plan);
    await waitUntil(() => said(plan).includes('About 24p more'));
    await expect(sketched.by.at(-1)).to.equal(DAY_START + 30 * HOUR);
  });

  it('Back leaves all as it was, the ribbon too', async () => {
    const { home } = homeWith({ slow: true });
    const plan = await shown(home);
    earlier(plan);
    const heading = (): string => plan.shadowRoot?.querySelector('tw-ribbon')?.shadowRoot?.querySelector('h2')?.textContent ?? '';
    await waitUntil(() => heading() === 'As it would be');
    chipOf(plan, 1).querySelector<HTMLButtonElement>('.back')?.click();
    await waitUntil(() => heading() === 'The next hours');
    await expect(chipOf(plan, 1).querySelector('input')?.value).to.equal('07:00');
    await expect(chipOf(plan, 1).querySelector('tw-preview')).to.equal(null);
    await expect(home.requests.asked.value).to.deep.equal([]);
  });

  it('Keep sends it with the revision that was seen', async () => {
    const { home } = homeWith({ slow: true });
    const plan = await shown(home);
    earlier(plan);
    await waitUntil(() => chipOf(plan, 1).querySelector('.save')?.textContent === 'Keep');
    chipOf(plan, 1).querySelector<HTMLButtonElement>('.save')?.click();
    await expect(home.requests.asked.value.map(({ body }) => body)).to.deep.equal([{ kind: 'wish', wish: { ...told.wishes.wishes[1], by: DAY_START + 30.5 * HOUR } }]);
  });

  it('with the home away, says of when its figures are and until when the home will be asked', async () => {
    const { home } = homeWith({ slow: true });
    const plan = await shown(home);
    home.pass(40 * MINUTE);
    home.become('waiting');
    earlier(plan);
    await waitUntil(() => said(plan).includes('cannot be reached'));
    await expect(said(plan)).to.contain('worked out from what it last said, at 14:02 (40 min ago). If you keep it, your home is asked as soon as it is there, until Sat 06:30.');
    await expect(said(plan)).to.contain('Dishwasher runs Sat 04:30–06:30');
    await expect(plan).to.be.accessible();
  });

  it('says why where it cannot be worked out, and can be kept all the same', async () => {
    const { home } = homeWith({ slow: true, problem: null });
    const plan = await shown(home);
    earlier(plan);
    await waitUntil(() => said(plan).includes('has not said yet what there is to plan'));
    await expect(chipOf(plan, 1).querySelector<HTMLButtonElement>('.save')?.disabled).to.equal(false);
  });

  it('what its home last said is too old when half a day of it is gone', async () => {
    const { home } = homeWith({ slow: true });
    const plan = await shown(home);
    home.become('waiting');
    home.pass(13 * HOUR);
    earlier(plan);
    await waitUntil(() => said(plan).includes('too old to work this out'));
  });
});
