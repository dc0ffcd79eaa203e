import { expect, fixture, html } from '@open-wc/testing';
import type { StateBodies } from '#wire/message/index.ts';
import type { TwPlan } from '../../src/ui/plan/tw-plan.ts';
import '../../src/ui/plan/tw-plan.ts';
import type { TwSlots } from '../../src/ui/plan/tw-slots.ts';
import { DAY_START, homeMessages, TOLD_AT } from '../../src/ui/gallery/exampleHome.ts';
import { chosen, homeOnScreen, type HomeInTest } from './home.ts';
import { waitUntil } from './waiting.ts';

const HOUR = 3_600_000;
const told = homeMessages();
const devices = told.devices.map((device) => ({ ...device, primitive: device.id === 'battery' ? ('store' as const) : ('profile' as const) }));
const home = (change: Partial<StateBodies> = {}): HomeInTest => homeOnScreen({ ...told, devices, ...change });
const text = (root: ParentNode | null | undefined): string => root?.textContent?.replace(/\s+/g, ' ') ?? '';

async function shown(on: HomeInTest): Promise<TwPlan> {
  return fixture<TwPlan>(html`<tw-plan .home=${on} .preferences=${chosen()}></tw-plan>`);
}

/** Opens the first act as a keyboard does, and waits for its half-hours. */
async function opened(on: HomeInTest, act = 0): Promise<{ readonly plan: TwPlan; readonly slots: TwSlots }> {
  const plan = await shown(on);
  const summary = plan.shadowRoot?.querySelectorAll('summary')[act];
  summary?.focus();
  summary?.click();
  await waitUntil(() => plan.shadowRoot?.querySelector('details[open] tw-slots')?.shadowRoot?.querySelector('li'), 'the half-hours are drawn');
  const slots = plan.shadowRoot?.querySelector<TwSlots>('details[open] tw-slots');
  if (!slots) throw new Error('there are no half-hours');
  return { plan, slots };
}
const press = (slots: TwSlots, name: string): void => {
  const button = [...(slots.shadowRoot?.querySelectorAll('button') ?? [])].find((one) => one.getAttribute('aria-label') === name);
  if (!button) throw new Error(`no button ${name}`);
  button.click();
};
const asked = (on: HomeInTest): readonly unknown[] => on.requests.asked.value.map(({ body }) => body);

describe('U20 single half-hours of a plan', () => {
  it('an act opens into its half-hours, with the one before it and the one after, and is accessible', async () => {
    const { plan, slots } = await opened(home());
    await expect([...(slots.shadowRoot?.querySelectorAll('li span:first-child') ?? [])].map(({ textContent }) => textContent)).to.deep.equal([
      'Battery 15:30–16:00', 'Battery 16:00–16:30', 'Battery 16:30–17:00', 'Battery 17:00–17:30', 'Battery 17:30–18:00', 'Battery 18:00–18:30', 'Battery 18:30–19:00', 'Battery 19:00–19:30',
    ]);
    await expect(text(slots.shadowRoot?.querySelector('li'))).to.contain('nothing planned');
    await expect(text(slots.shadowRoot?.querySelectorAll('li')[1])).to.contain('as planned');
    await expect(plan).to.be.accessible();
    for (const one of slots.shadowRoot?.querySelectorAll('button') ?? []) await expect(one.getBoundingClientRect().height).to.be.at.least(48);
  });

  it('asks the home for "not in this half-hour" with the revision that was seen, and offers to take it back', async () => {
    const on = home();
    const { slots } = await opened(on);
    press(slots, 'Battery 16:30–17:00: Not in this half-hour');
    const choice = { device: 'battery', start: DAY_START + 16.5 * HOUR, end: DAY_START + 17 * HOUR, want: 'off' };
    await expect(asked(on)).to.deep.equal([{ kind: 'slot', choice }]);
    await expect(on.undo.offer.value).to.deep.include({ said: 'Battery 16:30–17:00: off, decided by you.', inverse: { kind: 'slot-freed', device: 'battery', start: choice.start } });
    await slots.updateComplete;
    await expect(text(slots.shadowRoot?.querySelectorAll('li')[2])).to.contain('asking your home');
  });

  it('what is decided is pressed, and pressed again is as planned', async () => {
    const choice = { device: 'battery', start: DAY_START + 16.5 * HOUR, end: DAY_START + 17 * HOUR, want: 'off' as const };
    const on = home({ wishes: { ...told.wishes, choices: [choice] } });
    const { slots } = await opened(on);
    const pressed = [...(slots.shadowRoot?.querySelectorAll('[aria-pressed=true]') ?? [])].map((one) => one.getAttribute('aria-label'));
    await expect(pressed).to.deep.equal(['Battery 16:30–17:00: Not in this half-hour']);
    press(slots, 'Battery 16:30–17:00: Not in this half-hour');
    await expect(asked(on)).to.deep.equal([{ kind: 'slot-freed', device: 'battery', start: choice.start }]);
    await expect(on.undo.offer.value?.inverse).to.deep.equal({ kind: 'slot', choice });
  });

  it('the half-hour that runs already is taken by hand until its end, which needs no new plan', async () => {
    const acts = [{ device: 'battery', interval: { start: DAY_START + 14 * HOUR, end: DAY_START + 15 * HOUR }, policy: { kind: 'hold' as const, power: 2_000 } }];
    const on = home({ plan: told.plan && { ...told.plan, acts } });
    const { slots } = await opened(on);
    press(slots, 'Battery 14:00–14:30: Not in this half-hour');
    await expect(asked(on)).to.deep.equal([{ kind: 'act', act: { kind: 'override', device: 'battery', want: 'off', until: DAY_START + 14.5 * HOUR } }]);
  });

  it('what was decided stays in reach where nothing is planned any more, with the words of what the device is', async () => {
    const choice = { device: 'dishwasher', start: DAY_START + 20 * HOUR, end: DAY_START + 20.5 * HOUR, want: 'on' as const };
    const plan = await shown(home({ wishes: { ...told.wishes, choices: [choice] } }));
    await waitUntil(() => plan.shadowRoot?.querySelector('section tw-slots')?.shadowRoot?.querySelector('li'));
    await expect(text(plan.shadowRoot?.querySelector('section tw-slots')?.shadowRoot)).to.contain('Dishwasher 20:00–20:30decided by you');
    await expect(text(plan.shadowRoot?.querySelector('section tw-slots')?.shadowRoot)).to.contain('Run in this half-hour');
    await expect(plan).to.be.accessible();
  });

  it('an act stays open when the next plan begins it at another time', async () => {
    const on = home();
    const { plan } = await opened(on);
    const acts = (told.plan?.acts ?? []).map((act) => (act.device === 'battery' && act.policy.kind === 'follow' ? { ...act, interval: { start: DAY_START + 16.5 * HOUR, end: DAY_START + 19 * HOUR } } : act));
    on.tell('plan', told.plan && { ...told.plan, revision: 13, acts });
    await plan.updateComplete;
    const slots = plan.shadowRoot?.querySelector<TwSlots>('details[open] tw-slots');
    await slots?.updateComplete;
    await expect(text(slots?.shadowRoot?.querySelector('li'))).to.contain('Battery 16:00–16:30nothing planned');
  });

  it('cannot be asked by an app that is too old for its gateway', async () => {
    const on = home();
    on.model.outdated.set(true);
    const { slots } = await opened(on);
    await expect([...(slots.shadowRoot?.querySelectorAll('button') ?? [])].every(({ disabled }) => disabled)).to.equal(true);
  });
});

describe('the plan says who can be asked', () => {
  it('when the gateway is gone, its sentence is where the break is and of when the plan is', async () => {
    const on = home();
    on.become('waiting');
    const plan = await shown(on);
    await expect(text(plan.shadowRoot?.querySelector('h1'))).to.contain('This phone cannot reach your gateway.');
    await expect(text(plan.shadowRoot)).to.contain('This is the plan of Fri 24 Mar, 13:57.');
    on.become('connected');
    on.pass(1_000);
    await plan.updateComplete;
    await expect(text(plan.shadowRoot?.querySelector('h1'))).to.contain('Next: Battery powers the home 16:00–19:00.');
  });

  it('does not say that a battery charges where it only takes what would go out', async () => {
    const acts = [{ device: 'battery', interval: { start: TOLD_AT, end: DAY_START + 16 * HOUR }, policy: { kind: 'follow' as const, min: 0, max: 2_000, grid: 0 } }];
    const plan = await shown(home({ plan: told.plan && { ...told.plan, acts } }));
    await expect(text(plan.shadowRoot?.querySelector('h1'))).to.contain('Battery takes spare power only');
  });

  it('in the demo says that the demo home made it', async () => {
    const on = home();
    const plan = await shown({ ...on, choice: { kind: 'demo', only: false } });
    await expect(text(plan.shadowRoot)).to.contain('by the demo home');
  });
});

describe('S3.2 the ribbon', () => {
  it('draws what the battery will hold, and says its fullest and emptiest', async () => {
    const half = (hour: number): number => DAY_START + hour * HOUR;
    // 9.5 kWh in all, 4.1 kWh now.
    const levels = [{ device: 'battery', at: [half(16), half(19), half(28)], stored: [4_100_000, 950_000, 9_500_000] }];
    const plan = await shown(home({ plan: told.plan && { ...told.plan, levels } }));
    const ribbon = plan.shadowRoot?.querySelector('tw-ribbon')?.shadowRoot;
    await expect(text(ribbon?.querySelector('figcaption'))).to.contain('Battery: fullest 100% at Sat 04:00, emptiest 10% at 19:00.');
    await expect(ribbon?.querySelector('.level-line')?.getAttribute('points')?.split(' ').length).to.equal(4);
    await expect(plan).to.be.accessible();
  });

  it('U50 has its prices as a table too, one tap away', async () => {
    const plan = await shown(home());
    const table = plan.shadowRoot?.querySelector('tw-ribbon')?.shadowRoot?.querySelector('tw-table')?.shadowRoot;
    const rows = [...(table?.querySelectorAll('tbody tr') ?? [])].map((row) => [...row.children].map(({ textContent }) => textContent));
    await expect(rows.slice(0, 5)).to.deep.equal([['14:02', '27.3p'], ['16:00', '41p'], ['19:00', '27.3p'], ['Sat 00:00', '9.2p'], ['Sat 06:00', '28p (estimated)']]);
  });

  it('says nothing of a level that nobody has told', async () => {
    const plan = await shown(home());
    await expect(plan.shadowRoot?.querySelector('tw-ribbon')?.shadowRoot?.querySelector('.level-line')).to.equal(null);
  });
});
