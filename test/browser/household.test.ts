import { expect, fixture, html } from '@open-wc/testing';
import type { StateBodies } from '#wire/message/index.ts';
import { offer, undecided } from '../../src/ui/gallery/exampleAttention.ts';
import { DAY_START, homeMessages } from '../../src/ui/gallery/exampleHome.ts';
import '../../src/ui/now/tw-now.ts';
import type { TwCharging } from '../../src/ui/parts/tw-charging.ts';
import '../../src/ui/plan/tw-plan.ts';
import { chosen, homeOnScreen, type HomeInTest } from './home.ts';
import { waitUntil } from './waiting.ts';

const HOUR = 3_600_000;
const WEEKDAYS = [1, 2, 3, 4, 5];
const PEAKS = [
  { days: WEEKDAYS, from: 480, to: 660 },
  { days: WEEKDAYS, from: 960, to: 1_320 },
];
const home = (change: Partial<StateBodies>): HomeInTest => homeOnScreen({ ...homeMessages(), ...change });
const car = (except: typeof PEAKS, isChosen: boolean): HomeInTest => home({ household: { operators: 'heard', charging: { except, chosen: isChosen } } });
const says = (root: ParentNode | null | undefined): string => root?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
const asked = (on: HomeInTest): readonly unknown[] => on.requests.asked.value.map(({ body }) => body);
const hours = (except: readonly object[]): object => ({ kind: 'act', act: { kind: 'charging-hours', except } });
const button = (root: ShadowRoot, name: string): HTMLButtonElement => {
  const found = [...root.querySelectorAll('button')].find((one) => says(one) === name);
  if (!found) throw new Error(`no button ${name}`);
  return found;
};

describe('operators that a lost state has silenced', () => {
  it('are confirmed by one press on Now, where it is said what they may until then and who may confirm them', async () => {
    const on = home({ ...undecided(), household: { operators: 'unconfirmed', charging: null } });
    const now = await fixture(html`<tw-now .home=${on} .preferences=${chosen()}></tw-now>`);
    await expect(says(now.shadowRoot?.querySelector('h1'))).to.contain('Your gateway has lost its records. Until somebody who lives here confirms Grid Co, they may only limit your home.');
    const deeds = now.shadowRoot?.querySelector('tw-attention')?.shadowRoot;
    if (!deeds) throw new Error('there is nothing to do');
    button(deeds, 'Confirm').click();
    await expect(asked(on)).to.deep.equal([{ kind: 'act', act: { kind: 'operators-confirmed' } }]);
    on.tell('household', { operators: 'heard', charging: null });
    await waitUntil(() => !says(now.shadowRoot?.querySelector('h1')).includes('lost its records'));
  });

  it('are no matter of a home that has agreed with none', async () => {
    const now = await fixture(html`<tw-now .home=${home({ household: { operators: 'unconfirmed', charging: null } })} .preferences=${chosen()}></tw-now>`);
    await expect(says(now.shadowRoot)).to.not.contain('lost its records');
  });
});

describe('regulation 10: the hours in which a car does not charge by itself', () => {
  async function shown(on: HomeInTest): Promise<ShadowRoot> {
    await import('../../src/ui/parts/tw-charging.ts');
    const element = await fixture<TwCharging>(html`<tw-charging .home=${on}></tw-charging>`);
    await waitUntil(() => element.shadowRoot?.querySelector('h2'));
    if (!element.shadowRoot) throw new Error('nothing is drawn');
    return element.shadowRoot;
  }

  it('are told first on the plan at first use, and asked for on Now', async () => {
    const on = car(PEAKS, false);
    const plan = await fixture(html`<tw-plan .home=${on} .preferences=${chosen()}></tw-plan>`);
    // Its script comes when it is first wanted.
    await waitUntil(() => plan.shadowRoot?.querySelector('tw-charging'));
    const [first, second] = plan.shadowRoot?.querySelectorAll('tw-charging, tw-ribbon') ?? [];
    await expect([first?.localName, second?.localName]).to.deep.equal(['tw-charging', 'tw-ribbon']);
    await waitUntil(() => first?.shadowRoot?.querySelector('h2'));
    await expect(says(first?.shadowRoot)).to.contain('Not Mon–Fri 08:00–11:00 and Mon–Fri 16:00–22:00.');
    const now = await fixture(html`<tw-now .home=${on} .preferences=${chosen()}></tw-now>`);
    await expect(says(now.shadowRoot?.querySelector('h1'))).to.contain('Are the hours right in which your car does not charge by itself?');
    await expect(now.shadowRoot?.querySelector('tw-attention')?.shadowRoot?.querySelector('a')?.getAttribute('href')).to.equal('plan');
  });

  it('are accepted as they stand, or declined, by one press each of the same weight', async () => {
    const on = car(PEAKS, false);
    const root = await shown(on);
    const [keep, drop] = [button(root, 'Keep these hours'), button(root, 'Charge at any hour')];
    await expect(keep.getBoundingClientRect().height).to.equal(drop.getBoundingClientRect().height);
    keep.click();
    await expect(asked(on)).to.deep.equal([hours(PEAKS)]);
    const other = car(PEAKS, false);
    button(await shown(other), 'Charge at any hour').click();
    await expect(asked(other)).to.deep.equal([hours([])]);
    await expect(other.undo.offer.value?.inverse).to.deep.equal(hours(PEAKS));
  });

  it('are changed by native fields, at once, and are accessible', async () => {
    const on = car(PEAKS, true);
    const root = await shown(on);
    root.querySelector('summary')?.click();
    const [from] = root.querySelectorAll<HTMLInputElement>('input[type=time]');
    if (!from) throw new Error('there is no time');
    await expect(from.value).to.equal('08:00');
    from.value = '07:30';
    from.dispatchEvent(new Event('change'));
    await expect(asked(on)).to.deep.equal([hours([{ days: WEEKDAYS, from: 450, to: 660 }, PEAKS[1] as object])]);
    await expect(root.host).to.be.accessible();
  });

  it('have a day taken out, a window removed and one added', async () => {
    for (const [press, except] of [
      [(root: ShadowRoot) => root.querySelectorAll<HTMLInputElement>('input[type=checkbox]')[4]?.click(), [{ days: [1, 2, 3, 4], from: 480, to: 660 }, PEAKS[1]]],
      [(root: ShadowRoot) => button(root, 'Remove Mon–Fri 16:00–22:00').click(), [PEAKS[0]]],
      [(root: ShadowRoot) => button(root, 'Add hours').click(), [...PEAKS, { days: WEEKDAYS, from: 960, to: 1_200 }]],
    ] as const) {
      const on = car(PEAKS, true);
      press(await shown(on));
      await expect(asked(on)).to.deep.equal([hours(except as readonly object[])]);
    }
  });

  it('are no matter of a home without a car', async () => {
    const plan = await fixture(html`<tw-plan .home=${home({})} .preferences=${chosen()}></tw-plan>`);
    await expect(plan.shadowRoot?.querySelector('tw-charging')).to.equal(null);
  });
});

describe('U27 an event in the ribbon', () => {
  const battery = (from: number, to: number, power: number) => ({ device: 'battery', interval: { start: DAY_START + from * HOUR, end: DAY_START + to * HOUR }, policy: { kind: 'hold' as const, power } });
  const told = homeMessages();
  const withActs = (acts: readonly object[], event: Parameters<typeof offer>[0] = {}): HomeInTest => home({ plan: told.plan && { ...told.plan, acts: acts as never }, events: [offer(event)] });
  async function ribbon(on: HomeInTest): Promise<ShadowRoot> {
    const plan = await fixture(html`<tw-plan .home=${on} .preferences=${chosen()}></tw-plan>`);
    const root = plan.shadowRoot?.querySelector('tw-ribbon')?.shadowRoot;
    if (!root) throw new Error('there is no ribbon');
    await waitUntil(() => root.querySelector('svg'));
    return root;
  }
  const span = (one: Element | null | undefined): [number, number] => [Number(one?.getAttribute('x')), Number(one?.getAttribute('x')) + Number(one?.getAttribute('width'))];

  it('has its charging before it and its holding in one frame with it, drawn before it begins and said in words', async () => {
    const root = await ribbon(withActs([battery(14.5, 16, 2_000), battery(17, 19, 0)], { status: 'joined' }));
    await expect(says(root.querySelector('figcaption'))).to.contain('Use less 17:00–19:00. Before it: Battery charges 14:30–16:00. Meanwhile: Battery waits 17:00–19:00.');
    const [from, to] = span(root.querySelector('.event'));
    const [begins, ends] = span(root.querySelector('.event-frame'));
    const charge = span(root.querySelector('.act.charge'));
    await expect([Math.abs(begins - charge[0]) < 0.2, Math.abs(ends - to) < 0.2, begins < from]).to.deep.equal([true, true, true]);
    await expect(says(root.querySelector('.event-name'))).to.equal('Use less');
    await expect(root.host).to.be.accessible();
  });

  it('is not drawn once it was skipped, left, called off or is over', async () => {
    for (const status of ['skipped', 'opted-out', 'cancelled', 'over'] as const) {
      const root = await ribbon(withActs([battery(14.5, 16, 2_000)], { status }));
      await expect([root.querySelector('.event'), says(root.querySelector('figcaption')).includes('Use less')]).to.deep.equal([null, false]);
    }
  });

  it('frames nothing in the lane of a device that takes no part', async () => {
    const root = await ribbon(withActs([battery(14.5, 16, 2_000)], { status: 'joined', devices: ['dishwasher'] }));
    await expect([root.querySelectorAll('.event').length, root.querySelectorAll('.event-frame').length]).to.deep.equal([1, 0]);
  });
});
