import { expect, fixture, html } from '@open-wc/testing';
import { bindingLimit, homeMessages } from '../../src/ui/gallery/exampleHome.ts';
import type { TwDevices } from '../../src/ui/devices/tw-devices.ts';
import type { TwNow } from '../../src/ui/now/tw-now.ts';
import type { TwPlan } from '../../src/ui/plan/tw-plan.ts';
import type { TwWish } from '../../src/ui/parts/tw-wish.ts';
import type { TwChart } from '../../src/ui/parts/tw-chart.ts';
import type { TwTry } from '../../src/ui/demo/tw-try.ts';
import type { TwAnswers } from '../../src/ui/app/tw-answers.ts';
import { DemoControls } from '../../src/state/demoControls.ts';
import '../../src/ui/app/tw-answers.ts';
import '../../src/ui/demo/tw-try.ts';
import '../../src/ui/devices/tw-devices.ts';
import '../../src/ui/now/tw-now.ts';
import '../../src/ui/plan/tw-plan.ts';
import '../../src/ui/today/tw-today.ts';
import { chosen, homeOnScreen, type HomeInTest } from './home.ts';
import { waitUntil } from './waiting.ts';

const SCREENS = {
  now: (home: HomeInTest) => html`<tw-now .home=${home} .preferences=${chosen()}></tw-now>`,
  today: (home: HomeInTest) => html`<tw-today .home=${home} .preferences=${chosen()}></tw-today>`,
  plan: (home: HomeInTest) => html`<tw-plan .home=${home} .preferences=${chosen()}></tw-plan>`,
  devices: (home: HomeInTest) => html`<tw-devices .home=${home} .preferences=${chosen()}></tw-devices>`,
};

/** The chips of wishes, whose words come with them. */
async function chipsOf(plan: Element): Promise<readonly TwWish[]> {
  const chips = (): readonly TwWish[] => [...(plan.shadowRoot?.querySelector('tw-wishes')?.shadowRoot?.querySelectorAll<TwWish>('tw-wish') ?? [])];
  await waitUntil(() => chips().length > 0);
  return chips();
}

describe('Now', () => {
  const show = async (home: HomeInTest): Promise<TwNow> => fixture<TwNow>(SCREENS.now(home));
  const text = (element: TwNow, selector: string): string => element.shadowRoot?.querySelector(selector)?.textContent?.trim() ?? '';

  it('shows money an hour with its age, and power after a tap', async () => {
    const element = await show(homeOnScreen());
    await expect(text(element, '.number')).to.equal('22p');
    await expect(text(element, '.age')).to.equal('2 s ago');
    element.shadowRoot?.querySelector<HTMLButtonElement>('.figure')?.click();
    await element.updateComplete;
    await expect(text(element, '.number')).to.equal('820 W');
  });

  it('shows about what an hour costs where the meter measures VA alone, and the VA after a tap', async () => {
    const home = homeOnScreen();
    const { grid } = homeMessages();
    home.tell('grid', { ...grid, power: null, apparentPower: 1_250, estimatedPower: null });
    const element = await show(home);
    await expect(text(element, '.number')).to.equal('–');
    home.tell('grid', { ...grid, power: null, apparentPower: 1_250, estimatedPower: 820 });
    await element.updateComplete;
    await expect([text(element, '.direction'), text(element, '.number'), text(element, '.unit')]).to.deep.equal(['using about', '22p', 'an hour']);
    await expect(text(element, 'h1')).to.contain('using about 22p an hour');
    element.shadowRoot?.querySelector<HTMLButtonElement>('.figure')?.click();
    await element.updateComplete;
    await expect([text(element, '.direction'), text(element, '.number')]).to.deep.equal(['using', '1.25 kVA']);
  });

  it('keeps a number that is too old, without its emphasis, and says from when it is', async () => {
    const home = homeOnScreen();
    const element = await show(home);
    home.pass(20_000);
    await element.updateComplete;
    await expect(text(element, '.age')).to.equal('late, 22 s ago');
    home.pass(40_000);
    await element.updateComplete;
    await expect(text(element, '.number')).to.equal('22p');
    await expect(text(element, '.age')).to.equal('as of 14:02');
    await expect(element.shadowRoot?.querySelector('.instrument')?.classList.contains('stale')).to.equal(true);
  });

  it('shows a dash, not 0, before the first reading', async () => {
    await expect(text(await show(homeOnScreen({})), '.number')).to.equal('–');
  });

  it('moves nothing when a limit binds or the gateway goes away', async () => {
    const home = homeOnScreen();
    const element = await show(home);
    element.style.inlineSize = '358px';
    const places = () => ['.instrument', 'tw-price', 'tw-pause'].map((part) => element.shadowRoot?.querySelector(part)?.getBoundingClientRect().top);
    const before = places();
    home.tell('limit', bindingLimit());
    await element.updateComplete;
    await expect(text(element, 'h1')).to.contain('Staying under 3.50 kW, as the grid asks.');
    await expect(places()).to.deep.equal(before);
    home.become('waiting');
    await element.updateComplete;
    await expect(text(element, 'h1')).to.contain('cannot reach your gateway');
    await expect(places()).to.deep.equal(before);
  });

  it('pauses all automation in two taps', async () => {
    const home = homeOnScreen();
    const element = await show(home);
    const pause = element.shadowRoot?.querySelector('tw-pause')?.shadowRoot;
    pause?.querySelector<HTMLButtonElement>('.open')?.click();
    pause?.querySelector<HTMLButtonElement>('dialog .main')?.click();
    await expect(home.requests.asked.value).to.have.length(1);
    await expect(home.requests.asked.value[0]).to.deep.include({ progress: 'queued' });
    await expect(home.requests.asked.value[0]?.body.kind).to.equal('pause');
  });

  it('has no target smaller than 48 px', async () => {
    const element = await show(homeOnScreen());
    const buttons = [...(element.shadowRoot?.querySelectorAll('button') ?? []), ...(element.shadowRoot?.querySelector('tw-pause')?.shadowRoot?.querySelectorAll('button.open') ?? [])];
    await expect(buttons.length).to.equal(2);
    for (const button of buttons) await expect(button.getBoundingClientRect().height).to.be.at.least(48);
  });
});

describe('Today', () => {
  it('says money that came in as earned, without a sign', async () => {
    const messages = homeMessages();
    const element = await fixture(SCREENS.today(homeOnScreen({ ...messages, today: { ...messages.today, energyCost: -340_000 } })));
    await expect(element.shadowRoot?.querySelector('h1')?.textContent).to.contain('Today so far: 34p earned, 6.50 kWh bought.');
    await expect(element.shadowRoot?.querySelector('.number')?.textContent).to.equal('34p');
  });

  it('says each bar in words, one at a time', async () => {
    const element = await fixture(SCREENS.today(homeOnScreen()));
    const chart = element.shadowRoot?.querySelector<TwChart>('tw-chart');
    const slider = chart?.shadowRoot?.querySelector<HTMLInputElement>('input');
    if (!chart || !slider) throw new Error('the chart has a slider');
    slider.value = '25';
    slider.dispatchEvent(new Event('input'));
    await chart.updateComplete;
    await expect(slider.getAttribute('aria-valuetext')).to.equal('12:30: 1.10 kWh, 30p');
    slider.value = '0';
    slider.dispatchEvent(new Event('input'));
    await chart.updateComplete;
    await expect(slider.getAttribute('aria-valuetext')).to.equal('00:00: 0.20 kWh, 2p, estimated');
  });
});

describe('Plan', () => {
  it('shows a wish as the home keeps it until it answered, and sends it with the revision seen', async () => {
    const home = homeOnScreen();
    const element = await fixture(SCREENS.plan(home));
    const [chip] = await chipsOf(element);
    if (!chip?.shadowRoot) throw new Error('there is a wish');
    chip.shadowRoot.querySelector<HTMLButtonElement>('[aria-label="more"]')?.click();
    await chip.updateComplete;
    await expect(chip.shadowRoot.querySelector('input')?.value).to.equal('25');
    chip.shadowRoot.querySelector<HTMLButtonElement>('.save')?.click();
    const [asked] = home.requests.asked.value;
    await expect(asked?.progress).to.equal('queued');
    await expect(asked?.body).to.deep.include({ kind: 'wish' });
  });

  it('shows the next six of many acts, and all when asked', async () => {
    const messages = homeMessages();
    const start = messages.home.clock.wall;
    const acts = Array.from({ length: 9 }, (_, n) => ({ device: 'battery', interval: { start: start + n * 3_600_000, end: start + n * 3_600_000 + 1_800_000 }, policy: { kind: 'hold' as const, power: 1_000 } }));
    const element = await fixture<TwPlan>(SCREENS.plan(homeOnScreen({ ...messages, plan: messages.plan && { ...messages.plan, acts } })));
    await expect(element.shadowRoot?.querySelectorAll('ol li').length).to.equal(6);
    const more = element.shadowRoot?.querySelector<HTMLButtonElement>('button[aria-expanded]');
    await expect(more?.textContent).to.equal('Show all 9');
    more?.click();
    await element.updateComplete;
    await expect(element.shadowRoot?.querySelectorAll('ol li').length).to.equal(9);
  });

  it('says on which day an act of tomorrow is, and one price once', async () => {
    const messages = homeMessages();
    const start = messages.home.clock.wall;
    const acts = [{ device: 'battery', interval: { start: start + 3_600_000, end: start + 86_400_000 }, policy: { kind: 'hold' as const, power: 1_000 } }];
    const tariff = messages.tariff && { ...messages.tariff, slots: messages.tariff.slots.map((slot) => ({ ...slot, importPrice: 245_000 })) };
    const element = await fixture<TwPlan>(SCREENS.plan(homeOnScreen({ ...messages, tariff, plan: messages.plan && { ...messages.plan, acts } })));
    await expect(element.shadowRoot?.querySelector('li')?.textContent).to.contain('Battery charges 15:02–Sat 14:02');
    await expect(element.shadowRoot?.querySelector('tw-ribbon')?.shadowRoot?.querySelector('figcaption')?.textContent).to.contain('24.5p all the time.');
  });

  it('says before the first half-hour that nothing is known yet, not that nothing has a price', async () => {
    const messages = homeMessages();
    const today = messages.today && { ...messages.today, bars: [], importEnergy: 0, energyCost: null };
    const element = await fixture(SCREENS.today(homeOnScreen({ ...messages, today })));
    await expect(element.shadowRoot?.querySelector('h1')?.textContent).to.equal('Today’s use appears here after the first half-hour.');
  });

  it('does not say that devices do what they should when nobody can ask them', async () => {
    const home = homeOnScreen();
    const element = await fixture<TwDevices>(SCREENS.devices(home));
    await waitUntil(() => element.shadowRoot?.querySelector('h1')?.textContent?.includes('what they were asked'));
    home.become('waiting');
    await element.updateComplete;
    await expect(element.shadowRoot?.querySelector('h1')?.textContent).to.contain('cannot reach your gateway');
  });

  it('says early what cannot be met', async () => {
    const messages = homeMessages();
    const plan = messages.plan && { ...messages.plan, broken: [{ wish: 'reserve-battery', by: 850_000, cure: 'more-time' }] };
    const element = await fixture(SCREENS.plan(homeOnScreen({ ...messages, plan })));
    await expect(element.shadowRoot?.querySelector('[role=note]')?.textContent).to.equal('Battery cannot be met in full. 0.85 kWh will be missing.');
  });
});

describe('an app older than its gateway', () => {
  /** A home that says in the next version of the wire that it uses 3 kW, which this app can still read: 81.9p. */
  const outdated = (): HomeInTest => {
    const home = homeOnScreen();
    const grid = { ...homeMessages().grid, power: 3_000 };
    home.model.receive('tw/state/grid', JSON.stringify({ v: 2, storeId: 's', boot: 'b', seq: 999, time: grid.at, body: grid }));
    return home;
  };

  it('keeps Now readable, and changes nothing', async () => {
    const element = await fixture<TwNow>(SCREENS.now(outdated()));
    await expect(element.shadowRoot?.querySelector('.number')?.textContent).to.equal('82p');
    const pause = element.shadowRoot?.querySelector('tw-pause')?.shadowRoot?.querySelector<HTMLButtonElement>('button.open');
    await expect([pause?.disabled, pause?.textContent]).to.deep.equal([true, 'Update the app first']);
  });

  it('changes no wish', async () => {
    const element = await fixture(SCREENS.plan(outdated()));
    const chips = await chipsOf(element);
    await expect(chips.map((chip) => chip.shadowRoot?.querySelector('fieldset')?.disabled)).to.deep.equal([true, true]);
  });

  it('says so and offers the update', async () => {
    let applied = 0;
    const element = await fixture<TwAnswers>(html`<tw-answers .asked=${[]} .newer=${() => (applied += 1)} .outdated=${true}></tw-answers>`);
    await waitUntil(() => element.shadowRoot?.querySelector('p')?.textContent?.includes('newer than this app'));
    element.shadowRoot?.querySelector('button')?.click();
    await expect(applied).to.equal(1);
    await expect(element).to.be.accessible();
  });
});

describe('what a visitor may try in the demo home', () => {
  async function card(home: HomeInTest) {
    const said: [string, unknown][] = [];
    let hear: (topic: string, payload: string) => void = () => undefined;
    const demo = new DemoControls({
      tell: (topic, message) => void said.push([topic, message]),
      onMessage: (listener) => {
        hear = listener;
        return () => undefined;
      },
    });
    const element = await fixture<TwTry>(html`<tw-try .home=${home} .demo=${demo}></tw-try>`);
    await waitUntil(() => element.shadowRoot?.querySelector('h2'), 'its words have come');
    const lived = async (share: number) => {
      hear('tw/demo/past', JSON.stringify({ share }));
      await element.updateComplete;
    };
    return { element, said, lived, text: () => element.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '' };
  }

  it('says how far the home has come before it runs', async () => {
    const { lived, text, element } = await card(homeOnScreen());
    await lived(0.4);
    await expect(text()).to.contain('living through its last week: 40%');
    await expect(element).to.be.accessible();
  });

  it('sends a limit of the grid, shows that it is kept, and lifts it', async () => {
    const home = homeOnScreen();
    const { element, said, lived, text } = await card(home);
    await lived(1);
    element.shadowRoot?.querySelector<HTMLButtonElement>('button.main')?.click();
    await expect(said).to.deep.equal([['tw/demo/limit', { w: 1_000, minutes: 10 }]]);
    home.tell('limit', { ...bindingLimit(), limits: bindingLimit().limits.map((limit) => ({ ...limit, value: { kind: 'limit' as const, w: 1_000 }, end: limit.start + 600_000 })) });
    await element.updateComplete;
    await expect(text()).to.contain('The grid allows 1.00 kW until 14:12. Kept: your home draws 820 W.');
    element.shadowRoot?.querySelector<HTMLButtonElement>('button.main')?.click();
    await expect(said[1]).to.deep.equal(['tw/demo/limit', { w: null, minutes: 10 }]);
    await expect(element).to.be.accessible();
  });

  it('lets the time run faster', async () => {
    const { element, said, lived } = await card(homeOnScreen());
    await lived(1);
    const speeds = [...(element.shadowRoot?.querySelectorAll<HTMLButtonElement>('[aria-pressed]') ?? [])];
    await expect(speeds.map((speed) => speed.textContent)).to.deep.equal(['1×', '60×', '600×']);
    speeds[2]?.click();
    await expect(said).to.deep.equal([['tw/demo/speed', { speed: 600 }]]);
  });
});
