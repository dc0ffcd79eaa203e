import { expect, fixture, html } from '@open-wc/testing';
import type { StateBodies } from '#wire/message/index.ts';
import { delayedRestart, everything, firmCall, highVoltage, offer, outageNotice, running, waitingLadder, warnedLadder } from '../../src/ui/gallery/exampleAttention.ts';
import { bindingLimit, homeMessages, TOLD_AT } from '../../src/ui/gallery/exampleHome.ts';
import type { TwSpeech } from '../../src/ui/app/tw-speech.ts';
import type { TwNow } from '../../src/ui/now/tw-now.ts';
import type { TwAttention } from '../../src/ui/parts/tw-attention.ts';
import '../../src/ui/app/tw-speech.ts';
import '../../src/ui/now/tw-now.ts';
import { chosen, homeOnScreen, type HomeInTest } from './home.ts';

const told = (change: Partial<StateBodies>): HomeInTest => homeOnScreen({ ...homeMessages(), ...change });
const show = async (home: HomeInTest): Promise<TwNow> => fixture<TwNow>(html`<tw-now .home=${home} .preferences=${chosen()}></tw-now>`);
const lead = (element: TwNow): Element => element.shadowRoot?.querySelector('.lead') ?? element;
const sentence = (element: TwNow): string => lead(element).querySelector('h1')?.textContent ?? '';
const deeds = (element: TwNow): readonly HTMLElement[] => [...(lead(element).querySelector('tw-attention')?.shadowRoot?.querySelectorAll<HTMLElement>('button, a') ?? [])];
const labels = (element: TwNow): readonly string[] => deeds(element).map(({ textContent }) => textContent?.trim() ?? '');
const acts = (home: HomeInTest): readonly unknown[] => home.requests.asked.value.map(({ body }) => (body.kind === 'act' ? body.act : body));
const settled = async (element: TwNow): Promise<void> => {
  await element.updateComplete;
  await lead(element).querySelector<TwAttention>('tw-attention')?.updateComplete;
};

const STATES: Readonly<Record<string, Partial<StateBodies>>> = {
  'a power threshold that warns': { ladder: [warnedLadder()] },
  'a supply that waits for a restart': { ladder: [waitingLadder()] },
  'a supply that the meter has cut': { ladder: [waitingLadder({ where: 'meter' })] },
  'a dangerous voltage': { safety: highVoltage() },
  'an offer': { events: [offer()] },
  'a running event': { events: [running()] },
  'an order': { events: [firmCall()] },
  'a planned outage': { notices: outageNotice() },
  'a delayed restart': { limit: delayedRestart() },
  'a limit that binds': { limit: bindingLimit() },
};

describe('what wants attention stands first on Now', () => {
  for (const [state, change] of Object.entries(STATES)) {
    it(`U30 U45 ${state}: in reserved space, moves nothing, and is accessible`, async () => {
      const home = homeOnScreen();
      const element = await show(home);
      element.style.inlineSize = '358px';
      const places = () => ['.instrument', 'tw-price', 'tw-pause'].map((part) => element.shadowRoot?.querySelector(part)?.getBoundingClientRect().top);
      const before = places();
      for (const [name, body] of Object.entries(change)) home.tell(name as keyof StateBodies, body as never);
      await settled(element);
      await expect(lead(element).className).to.match(/urgent|offer|news/);
      await expect(places()).to.deep.equal(before);
      await expect(element).to.be.accessible();
    });
  }

  it('one at a time: danger before the threshold, that before a limit, an event, what only people decide, and a notice, and how many more there are', async () => {
    const element = await show(homeOnScreen(everything()));
    await expect(sentence(element)).to.contain('Dangerously high voltage: 281 V on L2. Switch off the main switch');
    await expect(lead(element).querySelector('tw-attention')?.shadowRoot?.textContent).to.contain('and 7 more');
    const order = [[{}, '281 V'], [{ safety: homeMessages().safety }, 'interrupted at'], [{ ladder: [] }, 'as the grid asks'], [{ limit: homeMessages().limit }, 'Using less'], [{ events: [] }, 'lost its records'], [{ contracts: [] }, 'does not charge by itself'], [{ household: homeMessages().household }, 'Planned outage']] as const;
    const home = homeOnScreen(everything());
    const later = await show(home);
    for (const [change, said] of order) {
      for (const [name, body] of Object.entries(change)) home.tell(name as keyof StateBodies, body as never);
      await settled(later);
      await expect(sentence(later)).to.contain(said);
    }
  });

  it('what waits behind the first can be looked at, and steps back when something else comes first', async () => {
    const home = told({ events: [offer()], notices: outageNotice() });
    const element = await show(home);
    const next = (): void => deeds(element).find(({ textContent }) => textContent?.includes('more'))?.click();
    await expect(sentence(element)).to.contain('Grid Co offers');
    next();
    await settled(element);
    await expect(sentence(element)).to.contain('Planned outage');
    next();
    await settled(element);
    await expect(sentence(element)).to.contain('Grid Co offers');
    next();
    home.tell('ladder', [warnedLadder()]);
    await settled(element);
    await expect(sentence(element)).to.contain('Supply will be interrupted');
  });

  it('a limit that does not bind says nothing (U30)', async () => {
    await expect(lead(await show(told({ limit: { ...bindingLimit(), binding: false } }))).className).to.not.contain('urgent');
  });

  it('nothing old is said as if it were now when the gateway is gone, but a break in the chain is', async () => {
    const home = told({ ladder: [warnedLadder()] });
    const element = await show(home);
    home.become('waiting');
    await settled(element);
    await expect(sentence(element)).to.contain('cannot reach your gateway');
  });
});

describe('the power threshold (E11)', () => {
  it('warns with the moment of interruption, is acknowledged in one tap, and goes on saying it', async () => {
    const home = told({ ladder: [warnedLadder()] });
    const element = await show(home);
    await expect(sentence(element)).to.contain('Supply will be interrupted at 14:03:30 unless use falls below 7.00 kW.');
    deeds(element)[0]?.click();
    await expect(acts(home)).to.deep.equal([{ kind: 'ladder', ladder: 'contract', act: 'acknowledge' }]);
    home.tell('ladder', [warnedLadder({ acknowledged: true })]);
    await settled(element);
    await expect(sentence(element)).to.contain('14:03:30');
    await expect(labels(element)).to.deep.equal([]);
  });

  it('is restarted by two presses, never by one', async () => {
    const home = told({ ladder: [waitingLadder()] });
    const element = await show(home);
    await expect(sentence(element)).to.contain('Supply interrupted at 14:02: use stayed above 7.00 kW. Switch something off, then restart.');
    deeds(element)[0]?.click();
    await settled(element);
    await expect(acts(home)).to.deep.equal([]);
    await expect(labels(element)).to.deep.equal(['Press again to restart']);
    deeds(element)[0]?.click();
    await expect(acts(home)).to.deep.equal([{ kind: 'ladder', ladder: 'contract', act: 'restart' }]);
  });

  it('keeps the focus of a keyboard while it is asked, and asks once', async () => {
    const home = told({ ladder: [waitingLadder({ step: 'interrupted', acknowledged: false })] });
    const element = await show(home);
    const [button] = deeds(element);
    button?.focus();
    button?.click();
    await settled(element);
    await expect(labels(element)).to.deep.equal(['Asking your home …']);
    button?.click();
    await expect(acts(home)).to.have.length(1);
    await expect(button?.matches(':focus')).to.equal(true);
  });

  it('an interruption is acknowledged before it can be restarted', async () => {
    await expect(labels(await show(told({ ladder: [waitingLadder({ step: 'interrupted', acknowledged: false })] })))).to.deep.equal(['Acknowledge']);
  });

  it('a restart that is locked out says from when it is possible and has no button', async () => {
    const element = await show(told({ ladder: [waitingLadder({ restartsFrom: TOLD_AT + 900_000 })] }));
    await expect(sentence(element)).to.contain('A restart is possible from 14:17.');
    await expect(labels(element)).to.deep.equal([]);
  });

  it('a meter that cuts the supply itself is restarted at the meter', async () => {
    const element = await show(told({ ladder: [waitingLadder({ where: 'meter' })] }));
    await expect(sentence(element)).to.contain('press the button of the meter');
    await expect(labels(element)).to.deep.equal([]);
  });

  it('says that it is over until somebody has seen it', async () => {
    const element = await show(told({ ladder: [warnedLadder({ step: 'below', power: 5_000, shedsAt: null, interruptsAt: null })] }));
    await expect(sentence(element)).to.contain('Below 7.00 kW again. Nothing was interrupted.');
    await expect(labels(element)).to.deep.equal(['OK']);
  });

  it('U51 is spoken at once, once a step, not with every second of its countdown', async () => {
    const home = told({ ladder: [warnedLadder()] });
    const element = await fixture<TwSpeech>(html`<tw-speech .home=${home} .preferences=${chosen()}></tw-speech>`);
    const urgent = element.shadowRoot?.querySelector('[role=alert]');
    const spoken: string[] = [];
    new MutationObserver(() => spoken.push(urgent?.textContent ?? '')).observe(urgent ?? element, { subtree: true, childList: true, characterData: true });
    home.pass(1_000);
    await element.updateComplete;
    home.pass(1_000);
    await element.updateComplete;
    await expect(urgent?.textContent).to.contain('Supply will be interrupted');
    home.tell('ladder', [waitingLadder({ step: 'interrupted', acknowledged: false })]);
    home.pass(1_000);
    await element.updateComplete;
    await new Promise((resolve) => setTimeout(resolve));
    await expect(urgent?.textContent).to.contain('Supply interrupted');
    await expect(spoken.filter((text) => text.includes('will be')).length).to.be.at.most(1);
  });
});

describe('other things that want attention', () => {
  it('a random delay says until when, and is skipped in one tap (G-03)', async () => {
    const home = told({ limit: delayedRestart() });
    const element = await show(home);
    await expect(sentence(element)).to.contain('Starting again by 14:07');
    deeds(element)[0]?.click();
    await expect(acts(home)).to.deep.equal([{ kind: 'skip-delay' }]);
  });

  it('a danger is called seen in one tap and stays as long as it lasts', async () => {
    const home = told({ safety: highVoltage() });
    const element = await show(home);
    deeds(element)[0]?.click();
    await expect(acts(home)).to.deep.equal([{ kind: 'alarm-seen', alarm: 'voltage-high/L2/1' }]);
    home.tell('safety', { ...highVoltage(), alarms: highVoltage().alarms.map((alarm) => ({ ...alarm, acknowledged: true })) });
    await settled(element);
    await expect(sentence(element)).to.contain('Dangerously high voltage');
  });

  it('U29 a running event is left in one tap, which can be taken back', async () => {
    const home = told({ events: [running()] });
    const element = await show(home);
    await expect(sentence(element)).to.contain('Using less for Grid Co until 14:45: 500 W at most, 43 min left.');
    deeds(element)[0]?.click();
    await expect(acts(home)).to.deep.equal([{ kind: 'event-answer', event: 'evening-17', answer: 'opt-out' }]);
    await expect(home.undo.offer.value).to.deep.include({ said: 'You opted out of the event.', inverse: { kind: 'act', act: { kind: 'event-answer', event: 'evening-17', answer: 'rejoin' } } });
  });

  it('U31 an order looks like an alarm, an offer does not, and only the offer can be left here', async () => {
    const order = await show(told({ events: [firmCall()] }));
    await expect([lead(order).classList.contains('urgent'), labels(order)]).to.deep.equal([true, ['Show']]);
    const invited = await show(told({ events: [offer()] }));
    await expect([lead(invited).classList.contains('urgent'), labels(invited)]).to.deep.equal([false, ['Look and answer']]);
    await expect(sentence(invited)).to.contain('Grid Co offers 50p for 17:00–19:00.');
  });

  it('a notice with its times goes away when it was read', async () => {
    const element = await show(told({ notices: outageNotice() }));
    await expect(sentence(element)).to.contain('Planned outage, Sat 25 Mar, 09:00 to 12:00. Grid Co: We change a cable in your street.');
    deeds(element)[0]?.click();
    await settled(element);
    await expect(sentence(element)).to.not.contain('Planned outage');
  });
});
