import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import type { Household } from '#wire/message/bodies.ts';
import type { StateBodies } from '#wire/message/index.ts';
import { warnedLadder } from '../../src/ui/gallery/exampleAttention.ts';
import { homeMessages, TOLD_AT } from '../../src/ui/gallery/exampleHome.ts';
import { UNDO_FOR } from '../../src/state/undo.ts';
import type { TwAnswers } from '../../src/ui/app/tw-answers.ts';
import type { TwGeneration } from '../../src/ui/more/tw-generation.ts';
import type { TwSupply } from '../../src/ui/more/tw-supply.ts';
import type { TwWarnings } from '../../src/ui/more/tw-warnings.ts';
import type { TwNow } from '../../src/ui/now/tw-now.ts';
import type { TwOverride } from '../../src/ui/override/tw-override.ts';
import '../../src/ui/app/tw-answers.ts';
import '../../src/ui/more/tw-supply.ts';
import '../../src/ui/more/tw-warnings.ts';
import '../../src/ui/now/tw-now.ts';
import { wordsOf } from '../../src/ui/text/words.ts';
import '../../src/ui/override/tw-override.ts';
import { chosen, homeOnScreen, type HomeInTest } from './home.ts';
import { waitUntil } from './waiting.ts';

const HOUR = 3_600_000;
const [battery] = homeMessages().devices;
if (!battery) throw new Error('there is a battery');
const home = (change: Partial<typeof battery> = {}, more: Partial<StateBodies> = {}): HomeInTest => homeOnScreen({ ...homeMessages(), devices: [{ ...battery, primitive: 'store', ...change }], ...more });

async function opened(on: HomeInTest): Promise<{ readonly element: TwOverride; readonly press: (name: string) => void; readonly text: () => string }> {
  const element = await fixture<TwOverride>(html`<tw-override .home=${on}></tw-override>`);
  element.open();
  await element.updateComplete;
  const buttons = (): readonly HTMLButtonElement[] => [...(element.shadowRoot?.querySelectorAll('button') ?? [])];
  const press = (name: string): void => {
    const found = buttons().find((one) => (one.getAttribute('aria-label') ?? one.textContent?.trim()) === name);
    if (!found) throw new Error(`no button ${name}`);
    found.click();
  };
  return { element, press, text: () => element.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '' };
}
const acts = (on: HomeInTest): readonly unknown[] => on.requests.asked.value.map(({ body }) => (body.kind === 'act' ? body.act : body));

describe('the override sheet (S4)', () => {
  it('U45 is accessible, with nothing smaller than 48 px', async () => {
    const { element } = await opened(home());
    await expect(element).to.be.accessible();
    for (const one of element.shadowRoot?.querySelectorAll('button, label') ?? []) await expect(one.getBoundingClientRect().height).to.be.at.least(48);
  });

  it('U18 U19 boosts in the one tap after it was opened, for an hour, and says its end', async () => {
    const on = home();
    const { press, element, text } = await opened(on);
    await expect(text()).to.contain('until 15:02');
    press('Battery: Charge now');
    await expect(acts(on)).to.deep.equal([{ kind: 'override', device: 'battery', want: 'on', until: TOLD_AT + HOUR }]);
    await expect(element.shadowRoot?.querySelector('dialog')?.open).to.equal(false);
  });

  it('U19 says what it costs at most where a tariff and the power are known', async () => {
    // 2 kW from 14:02:10 to 15:02:10, all in the day rate of 27.3p: 55p.
    const device = { id: 'battery', primitive: { kind: 'store' as const, capacity: 9_500_000, maxCharge: 2_000, maxDischarge: 2_000, chargeEfficiency: 1, dischargeEfficiency: 1, wear: 0 }, stored: 4_100_000, runningSince: null, neutral: { kind: 'hold' as const, power: 0 } };
    const problem: StateBodies['problem'] = { version: 1, revision: 1, issued: TOLD_AT, slots: [], importPrice: [], exportPrice: [], priceKnown: [], inflexible: [], spread: [], devices: [device], wishes: [], limits: [], endValue: 0, running: null };
    const { text } = await opened(home({}, { problem }));
    await expect(text()).to.contain('until 15:02, costs up to 55p');
  });

  it('U22 draws what was asked as pending until the device has obeyed, and a refusal with its reason', async () => {
    const byHand = { want: 'on' as const, until: TOLD_AT + HOUR };
    const on = home({ byHand, state: 'pending' });
    const { element, text, press } = await opened(on);
    await expect(text()).to.contain('On by hand until 15:02, asked, not confirmed yet');
    on.tell('devices', [{ ...battery, primitive: 'store', byHand, state: 'obeyed' }]);
    await element.updateComplete;
    await expect(text()).to.contain('On by hand until 15:02, confirmed');
    on.tell('devices', [{ ...battery, primitive: 'store', byHand, state: 'refused' }]);
    await element.updateComplete;
    await expect(text()).to.contain('did not obey');
    press('Battery: back to plan');
    await expect(acts(on)).to.deep.equal([{ kind: 'override-ended', device: 'battery' }]);
  });

  it('pauses everything in the one tap after it was opened, for an hour, until midnight or until resumed', async () => {
    const wanted = { 'For 1 hour': TOLD_AT + HOUR, 'Until midnight': Date.UTC(2023, 2, 25), 'Until I resume': null };
    for (const [name, until] of Object.entries(wanted)) {
      const on = home();
      (await opened(on)).press(name);
      await expect(acts(on)).to.deep.equal([{ kind: 'pause', until }]);
    }
  });

  it('U18 can be taken back for ten seconds, and no longer', async () => {
    const on = home();
    (await opened(on)).press('Battery: Off');
    await expect(on.undo.offer.value).to.deep.include({ said: 'Battery off until 15:02.', inverse: { kind: 'act', act: { kind: 'override-ended', device: 'battery' } } });
    on.pass(UNDO_FOR - 1);
    on.undo.expire();
    await expect(on.undo.offer.value).to.not.equal(null);
    on.pass(1);
    on.undo.expire();
    await expect(on.undo.offer.value).to.equal(null);
  });

  it('offers nothing that a mere meter or an older gateway cannot do', async () => {
    const { text } = await opened(homeOnScreen());
    await expect(text()).to.contain('No device here can be taken by hand.');
  });
});

describe('what was asked', () => {
  it('is offered to be taken back, and a refusal gives its reason in words', async () => {
    let undone = 0;
    const body = { kind: 'act', act: { kind: 'override', device: 'battery', want: 'on', until: TOLD_AT } } as const;
    const offer = { said: 'Battery on until 15:02.', asked: body, inverse: body, until: 10_000 };
    const refused = [{ id: 'r1', body, progress: 'refused' as const, reason: 'already-over' }];
    const element = await fixture<TwAnswers>(html`<tw-answers .asked=${refused} .undo=${offer} .newer=${null} .outdated=${false} @tw-undo=${() => (undone += 1)}></tw-answers>`);
    await waitUntil(() => element.shadowRoot?.textContent?.includes('The time chosen is over already.'));
    element.shadowRoot?.querySelector<HTMLButtonElement>('.undo')?.click();
    await expect(undone).to.equal(1);
    await expect(element).to.be.accessible();
  });
});

describe('what was done and could not be kept', () => {
  it('is said so, and not as refused', async () => {
    const body = { kind: 'resume' } as const;
    const element = await fixture<TwAnswers>(html`<tw-answers .asked=${[{ id: 'r1', body, progress: 'done' as const, reason: 'not-kept' }]} .undo=${null} .newer=${null} .outdated=${false}></tw-answers>`);
    const said = (): string => element.shadowRoot?.querySelector('[role=status]')?.textContent ?? '';
    await waitUntil(() => said().startsWith('Done, but'));
    await expect(said()).to.equal('Done, but your gateway cannot write to its disk: a restart would forget it.');
  });
});

describe('what the home has not answered', () => {
  it('is said to be asked, and only with its answer to be so', async () => {
    const body = { kind: 'resume' } as const;
    const offer = { said: 'Automation goes on.', asked: body, inverse: body, until: 10_000 };
    const said = async (progress: 'queued' | 'done'): Promise<string> => {
      const element = await fixture<TwAnswers>(html`<tw-answers .asked=${[{ id: 'r1', body, progress, reason: null }]} .undo=${offer} .newer=${null} .outdated=${false}></tw-answers>`);
      return element.shadowRoot?.querySelector('[role=status]')?.textContent ?? '';
    };
    await expect(await said('queued')).to.equal('Asked, waiting for your home.');
    await expect(await said('done')).to.equal('Automation goes on.');
  });
});

describe('warnings in Settings', () => {
  const show = async (on: HomeInTest, preferences = chosen()): Promise<TwWarnings> => fixture<TwWarnings>(html`<tw-warnings .home=${on} .preferences=${preferences} .text=${await wordsOf('warnings')}></tw-warnings>`);
  const text = (element: TwWarnings): string => element.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '';

  it('U69 says plainly when nothing can reach anybody while the app is closed', async () => {
    const element = await show(homeOnScreen({ ...homeMessages(), ladder: [warnedLadder()] }));
    await expect(text(element)).to.contain('You are warned when use stays above 7.00 kW.');
    await expect(text(element)).to.contain('Nothing can reach you while this app is closed.');
    await expect(element).to.be.accessible();
  });

  it('names the ways there are, and sends a test by them', async () => {
    const on = homeOnScreen({ ...homeMessages(), ladder: [warnedLadder({ reaches: ['sounder', 'mqtt'] })] });
    const element = await show(on);
    await expect([...(element.shadowRoot?.querySelectorAll('li') ?? [])].map(({ textContent }) => textContent)).to.deep.equal(['the sounder of the gateway', 'a notification of your home automation']);
    element.shadowRoot?.querySelector('button')?.click();
    await expect(acts(on)).to.deep.equal([{ kind: 'ladder', ladder: 'contract', act: 'test' }]);
  });

  it('U60 sound is chosen here, and works only while the app is open: it says so', async () => {
    const preferences = chosen();
    const element = await show(homeOnScreen(), preferences);
    element.shadowRoot?.querySelector('input')?.click();
    await aTimeout(0);
    await expect(preferences.value.sound).to.equal(true);
    await expect(text(element)).to.contain('Only while this app is open here.');
  });
});

describe('the supply in Settings', () => {
  const show = async (household: Partial<Household>): Promise<{ readonly on: HomeInTest; readonly root: ShadowRoot }> => {
    const supply = (await wordsOf('warnings')).supply;
    const on = homeOnScreen({ ...homeMessages(), household: { operators: 'heard', charging: null, ...household } });
    const element = await fixture<TwSupply>(html`<tw-supply .home=${on} .text=${supply}></tw-supply>`);
    const part = element.shadowRoot?.querySelector<TwGeneration>('tw-generation');
    await part?.updateComplete;
    await expect(element).to.be.accessible();
    if (!part?.shadowRoot) throw new Error('not drawn');
    return { on, root: part.shadowRoot };
  };
  const said = ({ root }: { readonly root: ShadowRoot }): string => root.textContent ?? '';
  const button = (root: ShadowRoot, name: string): HTMLButtonElement | undefined => [...root.querySelectorAll('button')].find(({ textContent }) => textContent === name);

  it('asks what the home generates where nobody has said it, and says what a limit makes of the sun until then', async () => {
    const { on, root } = await show({ generation: null });
    await expect(said({ root })).to.contain('once a device’s step has proven the meter');
    const input = root.querySelector('input');
    if (!input) throw new Error('no field');
    for (const typed of ['', 'much', '-3']) {
      input.value = typed;
      root.querySelector('form')?.requestSubmit();
      await aTimeout(0);
      await expect(input.getAttribute('aria-invalid'), typed).to.equal('true');
    }
    input.value = '4,2';
    root.querySelector('form')?.requestSubmit();
    button(root, 'Nothing')?.click();
    await expect(acts(on)).to.deep.equal([
      { kind: 'generation', watts: 4_200 },
      { kind: 'generation', watts: 0 },
    ]);
  });

  it('says what was said, and by whom: the word of the installer is not changed here', async () => {
    await expect(said(await show({ generation: 0 }))).to.contain('generates nothing itself');
    const mine = await show({ generation: 4_200, generationByFile: false });
    await expect(said(mine)).to.contain('at most 4.20 kW').and.to.contain('Change');
    const file = await show({ generation: 4_200, generationByFile: true });
    await expect(said(file)).to.contain('home file of the installer');
    await expect(file.root.querySelector('form')).to.equal(null);
  });

  it('asks nothing where there is no meter, and of an older gateway', async () => {
    await expect(said(await show({})).trim()).to.equal('');
  });

  it('names a meter that goes against the devices, here and first on Now', async () => {
    const { on, root } = await show({ generation: null, meterDoubted: true });
    await expect(root.querySelector('[role=status]')?.textContent).to.contain('it may be turned round');
    const now = await fixture<TwNow>(html`<tw-now .home=${on} .preferences=${chosen()}></tw-now>`);
    await expect(now.shadowRoot?.querySelector('h1')?.textContent).to.contain('Limits are kept without it');
  });
});
