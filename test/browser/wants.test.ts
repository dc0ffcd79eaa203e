import { expect, fixture, html } from '@open-wc/testing';
import type { Plan } from '#wire/message/bodies.ts';
import type { StateBodies } from '#wire/message/index.ts';
import '../../src/ui/now/tw-now.ts';
import type { TwNow } from '../../src/ui/now/tw-now.ts';
import '../../src/ui/plan/tw-plan.ts';
import type { TwPlan } from '../../src/ui/plan/tw-plan.ts';
import { DAY_START, homeMessages, TOLD_AT } from '../../src/ui/gallery/exampleHome.ts';
import { chosen, homeOnScreen, type HomeInTest } from './home.ts';
import { waitUntil } from './waiting.ts';

const HOUR = 3_600_000;
const KWH = 1_000_000;
const told = homeMessages();
const [battery, dishwasher] = told.devices;
if (!battery || !dishwasher || !told.plan) throw new Error('the example home has a battery, a dishwasher and a plan');
const CAR = { ...dishwasher, id: 'car', name: 'Car', kind: 'car', primitive: 'envelope' };
const devices = [{ ...battery, primitive: 'store' }, { ...dishwasher, primitive: 'profile' }, CAR];
const SEVEN = DAY_START + 31 * HOUR;
const home = (change: Partial<StateBodies> = {}): HomeInTest => homeOnScreen({ ...told, devices, ...change });
const withPlan = (change: Partial<Plan>): HomeInTest => home({ plan: { ...(told.plan as Plan), ...change } });
const text = (root: ParentNode | null | undefined): string => root?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
const asked = (on: HomeInTest): readonly unknown[] => on.requests.asked.value.map(({ body }) => body);

/** A part of Plan, once its own shadow has something in it. */
async function part(on: HomeInTest, selector: string): Promise<{ readonly plan: TwPlan; readonly root: ShadowRoot }> {
  const plan = await fixture<TwPlan>(html`<tw-plan .home=${on} .preferences=${chosen()}></tw-plan>`);
  const find = (): ShadowRoot | null | undefined => selector.split(' ').reduce<ShadowRoot | null | undefined>((root, one) => root?.querySelector(one)?.shadowRoot, plan.shadowRoot);
  await waitUntil(() => find()?.querySelector('button, summary, input'), `${selector} is drawn`);
  const root = find();
  if (!root) throw new Error(`no ${selector}`);
  return { plan, root };
}

function type(root: ShadowRoot, name: string, value: string): void {
  const input = root.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  if (!input) throw new Error(`no field ${name}`);
  input.value = value;
  input.dispatchEvent(new Event('change'));
}

describe('a car of which nobody knows how full it is', () => {
  const arrivals = [{ device: 'car', since: TOLD_AT - 60_000, usual: 12 * KWH, by: SEVEN }];

  it('is asked for with its usual, named as assumed, and one tap accepts it', async () => {
    const on = home({ arrivals });
    const { root, plan } = await part(on, 'tw-arrival');
    await expect(text(root)).to.contain('Until you say, plans assume its usual: 12.0 kWh by Sat 07:00.');
    await expect(plan).to.be.accessible();
    const button = root.querySelector('button');
    await expect(button?.textContent).to.equal('Add 12.0 kWh by Sat 07:00');
    await expect(button?.getBoundingClientRect().height).to.be.at.least(48);
    button?.click();
    await expect(asked(on)).to.deep.equal([{ kind: 'wish', wish: { kind: 'addedBy', id: 'added-car', device: 'car', rank: 2, by: SEVEN, energy: 12 * KWH } }]);
    await waitUntil(() => root.querySelector('button')?.textContent === 'Waiting for your home to keep it.');
  });

  it('another amount and another time can be typed; what is no figure changes nothing', async () => {
    const on = home({ arrivals });
    const { root } = await part(on, 'tw-arrival');
    type(root, 'energy', '7,5');
    type(root, 'by', '6:30');
    await waitUntil(() => root.querySelector('button')?.textContent === 'Add 7.50 kWh by Sat 06:30');
    type(root, 'energy', 'some');
    type(root, 'by', 'early');
    root.querySelector('button')?.click();
    await expect(asked(on)).to.deep.equal([{ kind: 'wish', wish: { kind: 'addedBy', id: 'added-car', device: 'car', rank: 2, by: SEVEN - HOUR / 2, energy: 7.5 * KWH } }]);
  });

  it('before it was ever seen to charge nothing is assumed, and that is said', async () => {
    const { root } = await part(home({ arrivals: [{ device: 'car', since: TOLD_AT, usual: null, by: SEVEN }] }), 'tw-arrival');
    await expect(text(root)).to.contain('Its usual is not known yet: until you say, it charges as if there were no plan.');
    await expect(root.querySelector('button')?.textContent).to.equal('Add 10.0 kWh by Sat 07:00');
  });

  it('stands on Now, and leads to Plan', async () => {
    const now = await fixture<TwNow>(html`<tw-now .home=${home({ arrivals })} .preferences=${chosen()}></tw-now>`);
    await waitUntil(() => text(now.shadowRoot).includes('A car was plugged in: how much should go in?'));
    await waitUntil(() => now.shadowRoot?.querySelector('tw-attention')?.shadowRoot?.querySelector('a[href="plan"]'));
  });

  it('is not asked for by an older gateway', async () => {
    const { plan } = await part(home(), 'tw-wants');
    await expect(plan.shadowRoot?.querySelector('tw-arrival')).to.equal(null);
  });
});

describe('wishes without a chip', () => {
  const open = async (on: HomeInTest): Promise<{ readonly root: ShadowRoot; readonly plan: TwPlan }> => {
    const found = await part(on, 'tw-wants tw-ask');
    found.root.querySelector('summary')?.click();
    return found;
  };
  const pickIn = async (root: ShadowRoot, index: number, option: string): Promise<void> => {
    const select = root.querySelectorAll('select')[index];
    if (!select) throw new Error('nothing to choose from');
    select.value = option;
    select.dispatchEvent(new Event('change'));
    await new Promise((resolve) => requestAnimationFrame(resolve));
  };
  const names = (root: ShadowRoot, index: number): readonly (string | null)[] => [...(root.querySelectorAll('select')[index]?.options ?? [])].map((one) => one.textContent);

  it('quiet hours: for what can be moved, over midnight', async () => {
    const on = home({ devices: [...devices, { ...dishwasher, id: 'meter', name: 'Meter', primitive: 'inflexible' }] });
    const { root, plan } = await open(on);
    await expect(names(root, 1)).to.deep.equal(['Battery', 'Dishwasher', 'Car']);
    await pickIn(root, 1, 'dishwasher');
    await expect(plan).to.be.accessible();
    root.querySelector('button')?.click();
    await expect(asked(on)).to.deep.equal([{ kind: 'wish', wish: { kind: 'quiet', id: 'quiet-dishwasher', device: 'dishwasher', rank: 1, hours: { from: 1320, to: 420 } } }]);
  });

  it('the most that a day may cost, in the currency of the home; nothing and words are no sum', async () => {
    const on = home();
    const { root } = await open(on);
    await pickIn(root, 0, 'budget');
    await waitUntil(() => root.querySelector('input[name="most"]'));
    root.querySelector('button')?.click();
    await waitUntil(() => root.querySelector('[role="alert"]'));
    await expect(asked(on)).to.deep.equal([]);
    type(root, 'most', '2.50');
    root.querySelector('button')?.click();
    await expect(asked(on)).to.deep.equal([{ kind: 'wish', wish: { kind: 'budget', id: 'budget-money', device: 'home', rank: 2, of: 'money', limit: 2_500_000 } }]);
  });

  it('a band of comfort: only where something keeps warm, and the least below the most', async () => {
    const without = await open(home());
    await expect(names(without.root, 0)).to.deep.equal(['Quiet hours', 'Most money a day']);
    const on = home({ devices: [...devices, { ...battery, id: 'tank', name: 'Tank', kind: 'heater', primitive: 'store' }] });
    const { root } = await open(on);
    await pickIn(root, 0, 'comfort');
    await waitUntil(() => root.querySelector('input[name="low"]'));
    await expect(names(root, 1)).to.deep.equal(['Tank']);
    type(root, 'low', '90');
    root.querySelector('button')?.click();
    await waitUntil(() => root.querySelector('[role="alert"]'));
    type(root, 'low', '50');
    root.querySelector('button')?.click();
    await expect(asked(on)).to.deep.equal([{ kind: 'wish', wish: { kind: 'comfort', id: 'comfort-tank', device: 'tank', rank: 3, low: 0.5, high: 0.8, hours: { from: 1320, to: 420 } } }]);
  });

  it('a home with no tariff and nothing to move is offered none', async () => {
    const plan = await fixture<TwPlan>(html`<tw-plan .home=${home({ devices: [], tariff: null })} .preferences=${chosen()}></tw-plan>`);
    await waitUntil(() => plan.shadowRoot?.querySelector('tw-wants')?.shadowRoot?.querySelector('tw-ask'));
    await expect(text(plan.shadowRoot?.querySelector('tw-wants')?.shadowRoot?.querySelector('tw-ask')?.shadowRoot)).to.equal('');
  });
});

describe('U25 what plans are for', () => {
  it('is one of four intents, each with what it means, and asked for in one tap', async () => {
    const on = home();
    const { root } = await part(on, 'tw-wants');
    const labels = [...root.querySelectorAll('label')];
    await expect(labels.map((one) => text(one))).to.deep.equal([
      'CheapestThe lowest bill.',
      'GreenestPower with the least CO₂, also where it costs a little more.',
      'Self-reliantYour own power first, as little from the grid as may be.',
      'ComfortWarm in the middle of its band, few starts.',
    ]);
    await expect([...root.querySelectorAll('input')].map(({ checked }) => checked)).to.deep.equal([true, false, false, false]);
    labels[1]?.click();
    await expect(asked(on)).to.deep.equal([{ kind: 'intent', intent: { mode: 'greenest', carbonPrice: null } }]);
  });
});

describe('what a plan says of itself', () => {
  const said = async (on: HomeInTest): Promise<string> => text((await part(on, 'tw-wants')).plan.shadowRoot);

  it('what it had to do without', async () => {
    const on = withPlan({ basis: { withoutLoad: true, withoutGeneration: true, pricesUntil: DAY_START + 30 * HOUR } });
    const all = await said(on);
    await expect(all).to.contain('Planned without your usual use: it is still being learned, or was not heard. Planned without your own generation: it is new, or was not heard.');
    await expect(all).to.contain('Prices from Sat 06:00 on are estimates.');
    await expect(await said(withPlan({ basis: { withoutLoad: false, withoutGeneration: false, pricesUntil: null } }))).not.to.contain('Planned without');
    await expect(await said(home())).not.to.contain('Planned without');
  });

  it('what cures a wish that falls short: beside the list, and in the Why of its device', async () => {
    const broken = [
      { wish: 'full', by: 3 * KWH, cure: 'stored-later', device: 'battery', at: DAY_START + 32 * HOUR, best: 4_750_000 },
      { wish: 'ready-dishwasher', by: HOUR, cure: 'ready-later', device: 'dishwasher', at: SEVEN + HOUR },
      { wish: 'spent', by: 400_000, cure: 'higher-budget', device: 'home' },
    ];
    const wishes = { ...told.wishes, wishes: [...told.wishes.wishes, { kind: 'budget' as const, id: 'spent', device: 'home', rank: 2, of: 'money' as const, limit: 2_000_000 }] };
    const { plan } = await part(home({ plan: { ...(told.plan as Plan), broken }, wishes }), 'tw-wants');
    const notes = (): string[] => [...(plan.shadowRoot?.querySelectorAll('section > p[role="note"]') ?? [])].map((one) => text(one));
    await waitUntil(() => notes()[0]?.includes('Possible'));
    await expect(notes()).to.deep.equal([
      'Battery cannot be met in full. 3.00 kWh will be missing. 50% can be had. Possible from Sat 08:00.',
      'Dishwasher cannot be met in full. It will be 60 minutes late. Possible from Sat 08:00.',
      'At most £2.00 a day cannot be met in full. 40p more a day would do.',
    ]);
    await expect(text(plan.shadowRoot?.querySelector('details'))).to.contain('Possible from Sat 08:00.');
  });

  it('an older gateway’s shortfall is said without a cure', async () => {
    const on = withPlan({ broken: [{ wish: 'reserve-battery', by: 2 * KWH, cure: 'lower-reserve' }] });
    await expect(await said(on)).to.contain('Battery cannot be met in full. 2.00 kWh will be missing.');
  });
});

describe('beside each act', () => {
  const deeds = async (on: HomeInTest, act: number): Promise<ShadowRoot> => {
    const { plan } = await part(on, 'tw-wants');
    await waitUntil(() => plan.shadowRoot?.querySelectorAll('tw-deeds')[act]?.shadowRoot);
    const root = plan.shadowRoot?.querySelectorAll('tw-deeds')[act]?.shadowRoot;
    if (!root) throw new Error('no such act');
    return root;
  };
  const labels = (root: ShadowRoot): (string | null)[] => [...root.querySelectorAll('button')].map((one) => one.getAttribute('aria-label'));

  it('what can be begun is done now for as long as it was to last, and that can be taken back', async () => {
    const on = home();
    // The dishwasher’s run of tomorrow, 02:00–04:00: two hours, from a quarter to five past two.
    const root = await deeds(on, 2);
    await expect(labels(root)).to.deep.equal(['Dishwasher: Start now']);
    await expect(text(root)).to.contain('until 16:02');
    root.querySelector('button')?.click();
    const until = TOLD_AT + 2 * HOUR;
    await expect(asked(on)).to.deep.equal([{ kind: 'act', act: { kind: 'override', device: 'dishwasher', want: 'on', until } }]);
    await expect(on.undo.offer.value).to.deep.include({ said: 'Dishwasher on until 16:02.', inverse: { kind: 'act', act: { kind: 'override-ended', device: 'dishwasher' } } });
    await waitUntil(() => root.querySelector('button')?.disabled);
  });

  it('what is of today can be left out until midnight; what covers the home has no beginning to be brought forward', async () => {
    const on = home();
    const root = await deeds(on, 0);
    await expect(labels(root)).to.deep.equal(['Battery: Not today']);
    root.querySelector('button')?.click();
    await expect(asked(on)).to.deep.equal([{ kind: 'act', act: { kind: 'override', device: 'battery', want: 'off', until: DAY_START + 24 * HOUR } }]);
  });

  it('nothing is offered of a device that is taken by hand, or does not answer', async () => {
    const byHand = home({ devices: devices.map((one) => ({ ...one, byHand: { want: 'on' as const, until: SEVEN } })) });
    await expect(labels(await deeds(byHand, 2))).to.deep.equal([]);
    await expect(labels(await deeds(home({ devices: devices.map((one) => ({ ...one, online: false })) }), 2))).to.deep.equal([]);
  });
});
