import { expect, fixture, html } from '@open-wc/testing';
import { VERSION } from '#wire/envelope.ts';
import type { StateBodies } from '#wire/message/index.ts';
import { firmCall, offer, over, running } from '../../src/ui/gallery/exampleAttention.ts';
import { DAY_START, homeMessages, TOLD_AT } from '../../src/ui/gallery/exampleHome.ts';
import type { TwEvents } from '../../src/ui/events/tw-events.ts';
import '../../src/ui/events/tw-events.ts';
import { chosen, homeOnScreen, type HomeInTest } from './home.ts';
import { waitUntil } from './waiting.ts';

const HOUR = 3_600_000;
const told = (change: Partial<StateBodies>): HomeInTest => homeOnScreen({ ...homeMessages(), ...change });

async function show(home: HomeInTest): Promise<readonly ShadowRoot[]> {
  const element = await fixture<TwEvents>(html`<tw-events .home=${home} .preferences=${chosen()}></tw-events>`);
  await waitUntil(() => element.shadowRoot?.querySelector('tw-rest'), 'its words have come');
  await expect(element).to.be.accessible();
  return [...(element.shadowRoot?.querySelectorAll('tw-event') ?? [])].flatMap(({ shadowRoot }) => shadowRoot ?? []);
}
const card = async (home: HomeInTest): Promise<ShadowRoot> => {
  const [first] = await show(home);
  if (!first) throw new Error('there is no event');
  return first;
};
const text = (root: ShadowRoot): string => root.querySelector('article')?.textContent?.replace(/\s+/g, ' ') ?? '';
const button = (root: ShadowRoot, label: string): HTMLButtonElement | undefined => [...root.querySelectorAll('button')].find(({ textContent }) => textContent?.trim() === label);
const answers = (home: HomeInTest): readonly unknown[] => home.requests.asked.value.flatMap(({ body }) => (body.kind === 'act' && body.act.kind === 'event-answer' ? [body.act.answer] : []));

describe('the screen of events (S7)', () => {
  it('says what will appear when there is nothing, and waits for the first answer', async () => {
    for (const home of [homeOnScreen(), homeOnScreen({})]) {
      const element = await fixture<TwEvents>(html`<tw-events .home=${home} .preferences=${chosen()}></tw-events>`);
      await expect(element.shadowRoot?.querySelector('h1')?.textContent?.length).to.be.greaterThan(20);
      await expect(element).to.be.accessible();
    }
  });

  it('U28 an invitation says when, what happens at home, the reward and the notice; Join and Skip weigh the same', async () => {
    const home = told({ events: [offer()] });
    const root = await card(home);
    for (const said of ['Use less', 'Offer from Grid Co', 'Fri 24 Mar, 17:00 to 19:00', 'Begins in 2 h 58 min', 'Battery: less for that time, 500 W at most.', '50p']) await expect(text(root)).to.contain(said);
    const [join, skip] = [button(root, 'Join'), button(root, 'Skip')];
    if (!join || !skip) throw new Error('there are two answers');
    const look = (one: Element): readonly unknown[] => [one.getBoundingClientRect().width, one.getBoundingClientRect().height, getComputedStyle(one).backgroundColor, getComputedStyle(one).fontWeight, getComputedStyle(one).borderColor];
    await expect(look(join)).to.deep.equal(look(skip));
    join.click();
    await expect(answers(home)).to.deep.equal(['join']);
  });

  it('cannot be answered twice while the first answer is on its way', async () => {
    const home = told({ events: [offer()] });
    const root = await card(home);
    button(root, 'Skip')?.click();
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await expect([...root.querySelectorAll('button')].map(({ disabled }) => disabled)).to.deep.equal([true, true]);
  });

  it('counts down while it runs, by the clock of the home', async () => {
    const home = told({ events: [running()] });
    const root = await card(home);
    await expect(text(root)).to.contain('43 min left');
    home.pass(41.5 * 60_000);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await expect(text(root)).to.contain('90 s left');
  });

  it('U29 is left in one tap that says its consequence', async () => {
    const home = told({ events: [running()] });
    const root = await card(home);
    await expect(text(root)).to.contain('Your devices go back to the plan at once. The reward of this event may be lost; nothing else changes.');
    button(root, 'Opt out now')?.click();
    await expect(answers(home)).to.deep.equal(['opt-out']);
  });

  it('can be joined again after it was left or skipped', async () => {
    const left = told({ events: [{ ...running(), status: 'opted-out' }] });
    button(await card(left), 'Take part again')?.click();
    const skipped = told({ events: [offer({ status: 'skipped' })] });
    button(await card(skipped), 'Join after all')?.click();
    await expect([answers(left), answers(skipped)]).to.deep.equal([['rejoin'], ['join']]);
  });

  it('U31 an order has no buttons, and says who, why and on what basis', async () => {
    const root = await card(told({ events: [firmCall()] }));
    await expect(root.querySelectorAll('button').length).to.equal(0);
    await expect(root.querySelector('article')?.classList.contains('firm')).to.equal(true);
    for (const said of ['Ordered by Grid Co', '§ 14a EnWG: the grid is full', 'This is not an offer']) await expect(text(root)).to.contain(said);
  });

  it('U27 shows what the plan does before it with its devices, within four hours', async () => {
    const act = (from: number, to: number, device = 'battery') => ({ device, interval: { start: DAY_START + from * HOUR, end: DAY_START + to * HOUR }, policy: { kind: 'hold' as const, power: 2_000 } });
    const { plan } = homeMessages();
    const acts = [act(10, 12), act(14.5, 16), act(14.5, 16, 'dishwasher'), act(18, 19)];
    const root = await card(told({ events: [offer()], plan: plan && { ...plan, acts } }));
    await expect([...root.querySelectorAll('.before li')].map(({ textContent }) => textContent)).to.deep.equal(['Battery charges 14:30–16:00']);
  });

  it('U32 afterwards says asked, delivered, how fast, rebound, baseline method and missing data in plain words', async () => {
    const root = await card(told({ events: [over()] }));
    const lines = [...root.querySelectorAll('.receipt > div')].map((line) => line.textContent?.trim());
    await expect(lines).to.deep.equal([
      'Asked2.00 kWh',
      'Delivered1.50 kWh',
      'First half reached after90 s',
      'Used more afterwards0.40 kWh',
      'Reward38p',
      'Compared withwhat your home uses on such a day, moved by how the two hours before were',
      'Missing readings10 min of 2 h; nothing was made up for them',
    ]);
    await expect(text(root)).to.contain('It overlapped with a change of price, so the effect cannot be told apart.');
  });

  it('U35 what is not known is said to be, never 0', async () => {
    const event = over();
    const receipt = event.receipt && { ...event.receipt, delivered: null, rebound: null, reward: null, response: null };
    const root = await card(told({ events: [{ ...event, receipt }] }));
    await expect(text(root)).to.contain('Deliverednot known');
    await expect(text(root)).to.contain('First half reached afternot known');
    const short = await card(told({ events: [{ ...event, receipt: event.receipt && { ...event.receipt, response: null } }] }));
    await expect(text(short)).to.contain('First half reached afternot reached');
  });

  it('while it runs nothing is said of what came of it', async () => {
    const root = await card(told({ events: [{ ...running(), receipt: over().receipt }] }));
    await expect(text(root)).to.not.contain('What came of it');
  });

  it('for two hours after its end says that it is still being counted, and blames no reading where nothing could be compared', async () => {
    const receipt = { asked: 0, delivered: null, response: null, rebound: null, reward: null, baseline: 'none', missing: 360_000, overlaps: [] };
    const root = await card(told({ events: [offer({ status: 'over', start: TOLD_AT - 2 * HOUR, end: TOLD_AT - HOUR, receipt })] }));
    await expect(text(root)).to.contain('Still being counted');
    await expect(text(root)).to.not.contain('Missing readings');
    await expect(text(await card(told({ events: [over()] })))).to.not.contain('Still being counted');
  });

  it('what runs comes first, then what waits for an answer, and what is over last', async () => {
    const later = offer({ id: 'later', start: TOLD_AT + 20 * HOUR, end: TOLD_AT + 21 * HOUR, status: 'scheduled' });
    const cards = await show(told({ events: [over(), later, offer(), running()] }));
    await expect(cards.map((root) => root.querySelector('article')?.className.split(' ').at(-1))).to.deep.equal(['running', 'offered', 'scheduled', 'over']);
  });
});

describe('what was agreed with an issuer (E13)', () => {
  it('is shown as it is enforced, under the name that people know', async () => {
    const contract: StateBodies['contracts'][number] = {
      issuer: 'grid-co',
      title: 'Grid Company of the North',
      audience: ['home'],
      kinds: ['limit', 'event', 'heartbeat'],
      limits: [],
      demands: ['less-demand'],
      windows: [{ days: [1, 5], from: 17 * 60, to: 20 * 60 + 30 }],
      longest: 2 * HOUR,
      recovery: HOUR,
      mostPerDay: 2,
      mostPerYear: 60,
      firmness: 'overridable',
      enrolled: false,
      basis: null,
      longestHold: HOUR,
      holdOnlyAfterOutage: true,
      increase: null,
      prices: { least: 0, most: 1 },
    };
    const home = told({ events: [offer({ issuer: 'grid-co' })], contracts: [contract] });
    await expect(text(await card(home))).to.contain('Offer from Grid Company of the North');
    const element = await fixture<TwEvents>(html`<tw-events .home=${home} .preferences=${chosen()}></tw-events>`);
    await waitUntil(() => element.shadowRoot?.querySelector('tw-contract'));
    const said = element.shadowRoot?.querySelector('tw-contract')?.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '';
    for (const part of ['What you agreed with Grid Company of the North', 'You can leave each event.', 'set limits and make offers', 'Mon and Fri 17:00–20:30', 'Longest2 h', '2 a day and 60 a year']) await expect(said).to.contain(part);
  });

  it('says quietly that further limits stand, and nothing of it where none do', async () => {
    const said = async (others?: number): Promise<string> => {
      const home = told({ limit: { limits: [], effectiveImport: { kind: 'none' }, binding: false, state: 'kept', excess: 0, ...(others === undefined ? {} : { others }) } });
      const element = await fixture<TwEvents>(html`<tw-events .home=${home} .preferences=${chosen()}></tw-events>`);
      await waitUntil(() => element.shadowRoot?.querySelector('tw-rest'), 'its words have come');
      await expect(element).to.be.accessible();
      return [...(element.shadowRoot?.querySelectorAll('p.quiet') ?? [])].map(({ textContent }) => textContent ?? '').join(' ');
    };
    await expect(await said(544)).to.contain('544 more limits stand; the tightest are told here.');
    await expect(await said(1)).to.contain('One more limit stands');
    await expect(await said()).not.to.contain('more limit');
  });

  it('says that not all fits, where a message of the home was shortened', async () => {
    const home = told({});
    const element = await fixture<TwEvents>(html`<tw-events .home=${home} .preferences=${chosen()}></tw-events>`);
    await waitUntil(() => element.shadowRoot?.querySelector('tw-rest'), 'its words have come');
    const said = (): string => element.shadowRoot?.textContent ?? '';
    await expect(said()).not.to.contain('fits here');
    const { limit } = home.model.facts;
    limit.take({ v: VERSION, storeId: 'another', boot: 'b', seq: 1, time: TOLD_AT + 1_000, shortened: true, body: limit.body }, 'home');
    element.requestUpdate();
    await element.updateComplete;
    await expect(said()).to.contain('Not all that operators have said fits here. The gateway keeps to all of it.');
  });
});
