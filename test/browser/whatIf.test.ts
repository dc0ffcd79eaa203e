import { expect, fixture, html } from '@open-wc/testing';
import type { PlanAnswer } from '#domain/plan/answer.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import type { Planner } from '../../src/state/proposals.ts';
import { toldHome, type ToldHome } from '../../src/state/toldHome.ts';
import { homeMessages, TOLD_AT } from '../../src/ui/gallery/exampleHome.ts';
import { answerPast } from '../../src/ui/gallery/examplePast.ts';
import '../../src/ui/plan/tw-plan.ts';
import type { TwPlan } from '../../src/ui/plan/tw-plan.ts';
import '../../src/ui/plan/tw-what-if.ts';
import type { TwWhatIf } from '../../src/ui/plan/tw-what-if.ts';
import { chosen } from './home.ts';
import { waitUntil } from './waiting.ts';

/** What the devices of a problem would cost left alone, by hand: what goes in and out; and planned, £1 a day less. */
function answerTo({ slots, inflexible, importPrice, exportPrice }: PlanProblem): PlanAnswer {
  const nothing = slots.reduce((sum, { start, end }, n) => {
    const power = inflexible[n] ?? 0;
    return sum + ((power * (end - start)) / 3_600_000_000) * ((power > 0 ? importPrice : exportPrice)[n] ?? 0);
  }, 0);
  return { status: 'feasible', proposal: { revision: 1, author: 'what-if', acts: [], reasons: [] }, cost: nothing - 1_000_000, bound: null, gap: null, nothing, broken: [], steps: [] };
}

interface Watched {
  readonly home: ToldHome;
  readonly planned: PlanProblem[];
}

function homeWith({ slow = false, past = answerPast }: { readonly slow?: boolean; readonly past?: typeof answerPast } = {}): Watched {
  const planned: PlanProblem[] = [];
  const planner: Planner = {
    keepWarm: () => undefined,
    sketch: (problem) => Promise.resolve(answerTo(problem)),
    plan: (problem, { signal }) => {
      planned.push(problem);
      return slow ? new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))) : Promise.resolve(answerTo(problem));
    },
  };
  return { home: toldHome({ told: homeMessages(), at: TOLD_AT, past: async (path) => past(path), planner: Promise.resolve(planner) }), planned };
}

const text = (root: ParentNode | null | undefined): string => root?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

async function opened(home: ToldHome): Promise<{ readonly sheet: TwWhatIf; readonly root: ShadowRoot }> {
  const sheet = await fixture<TwWhatIf>(html`<tw-what-if .home=${home}></tw-what-if>`);
  await sheet.open();
  if (!sheet.shadowRoot) throw new Error('there is no sheet');
  return { sheet, root: sheet.shadowRoot };
}
const press = (root: ShadowRoot, name: string): void => [...root.querySelectorAll('button')].find((one) => text(one) === name)?.click();
async function size(root: ShadowRoot, n: number, value: string): Promise<void> {
  const input = root.querySelectorAll<HTMLInputElement>('input[type=number]')[n];
  if (!input) throw new Error('there is no such size');
  input.value = value;
  input.dispatchEvent(new Event('change'));
  await Promise.resolve();
}

describe('what if I had something more', () => {
  it('is opened from Plan', async () => {
    const plan = await fixture<TwPlan>(html`<tw-plan .home=${homeWith().home} .preferences=${chosen()}></tw-plan>`);
    await waitUntil(() => text(plan.shadowRoot).includes('What if I had …'));
    [...(plan.shadowRoot?.querySelectorAll('button') ?? [])].find((one) => text(one) === 'What if I had …')?.click();
    await waitUntil(() => plan.shadowRoot?.querySelector('tw-what-if')?.shadowRoot?.querySelector('dialog')?.open);
  });

  it('answers with a range, the days it is reckoned from and what is supposed', async () => {
    const { home, planned } = homeWith();
    const { sheet, root } = await opened(home);
    press(root, 'Work it out');
    await waitUntil(() => text(root).includes('less a year'), 'the answer');
    // Left alone a battery does nothing without sun; planned, £1 on each of 365 days.
    await expect(text(root)).to.contain('Between £0 and £365 less a year.');
    await expect(text(root)).to.contain('From 12 days between');
    await expect(text(root)).to.contain('A battery that is full in 2 hours and gives back 90% of what went in');
    await expect(text(root)).to.contain('What it costs to buy is not in it.');
    await expect(planned.length).to.equal(24);
    await expect(new Set(planned.map(({ slots }) => new Date(slots[0]?.start ?? 0).getUTCMonth())).size).to.be.at.least(11);
    await expect(sheet).to.be.accessible();
  });

  it('says what is supposed of what was asked, and of nothing else', async () => {
    const { root, sheet } = await opened(homeWith().home);
    await size(root, 0, '0');
    await size(root, 1, '3');
    press(root, 'Work it out');
    await waitUntil(() => text(root).includes('What is supposed'), 'the answer');
    await sheet.updateComplete;
    await expect(text(root)).to.contain('Panels at 35° facing the equator, under 40% to 65% of a clear sky’s light');
    await expect(text(root)).not.to.contain('A battery that is full');
  });

  it('shows how far it is, and can be stopped', async () => {
    const { root } = await opened(homeWith({ slow: true }).home);
    press(root, 'Work it out');
    await waitUntil(() => text(root).includes('Working it out: 0% of the days.'));
    await expect(root.querySelector('progress')).not.to.equal(null);
    press(root, 'Stop');
    await waitUntil(() => text(root).includes('Stopped.'));
  });

  it('another tariff is two prices and the hours of the night', async () => {
    const { root } = await opened(homeWith().home);
    await size(root, 0, '0');
    press(root, 'Work it out');
    await waitUntil(() => text(root).includes('Choose something first.'));
    const select = root.querySelector('select');
    if (!select) throw new Error('there is no choice of tariffs');
    select.selectedIndex = 1;
    select.dispatchEvent(new Event('change'));
    await waitUntil(() => root.querySelectorAll('input[type=time]').length === 2);
    press(root, 'Work it out');
    await waitUntil(() => /(less|more) a year/.test(text(root)), 'the answer');
  });

  it('says that nothing is known yet of a home without a past', async () => {
    const { home } = homeWith({ past: () => { throw new Error('away'); } });
    const { root } = await opened(home);
    press(root, 'Work it out');
    await waitUntil(() => /No whole day|could not work it out/.test(text(root)));
  });
});
