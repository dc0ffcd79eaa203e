import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import type { App, Welcome } from '../../src/state/app.ts';
import { Store } from '../../src/state/store.ts';
import { ROUTES, Router, type Route } from '../../src/ui/app/router.ts';
import type { TwApp } from '../../src/ui/app/tw-app.ts';
import '../../src/ui/app/tw-app.ts';
import '../../src/ui/help/tw-help.ts';
import type { TwHelp } from '../../src/ui/help/tw-help.ts';
import { homeMessages } from '../../src/ui/gallery/exampleHome.ts';
import { speakAs } from '../../src/ui/gallery/tongues.ts';
import { chosen, homeOnScreen } from './home.ts';
import { waitUntil } from './waiting.ts';

/** The page of the test keeps its own address. */
const page = (): Window => ({ location: { pathname: '/' }, history: { pushState: () => undefined }, addEventListener: () => undefined, scrollTo: () => undefined }) as unknown as Window;

/** The frame round a home, or round none. */
async function frame(session: ReturnType<typeof homeOnScreen> | null): Promise<{ readonly app: TwApp; readonly router: Router }> {
  const router = new Router('/', page());
  const told = { session: new Store(session), welcome: new Store<Welcome>('empty'), update: new Store(null), preferences: chosen() } as unknown as App;
  return { app: await fixture<TwApp>(html`<tw-app .app=${told} .router=${router} .spoken=${'en-GB'}></tw-app>`), router };
}

const helpOf = (app: TwApp): HTMLButtonElement => {
  const button = app.shadowRoot?.querySelector<HTMLButtonElement>('header button');
  if (!button) throw new Error('no control for help');
  return button;
};
const sheetOf = (app: TwApp): TwHelp | null | undefined => app.shadowRoot?.querySelector('tw-help');
const dialogOf = (help: TwHelp | null | undefined): HTMLDialogElement | null | undefined => help?.shadowRoot?.querySelector('dialog');

async function open(app: TwApp): Promise<TwHelp> {
  helpOf(app).focus();
  helpOf(app).click();
  await waitUntil(() => dialogOf(sheetOf(app))?.open, 'the sheet of help is open');
  const help = sheetOf(app);
  if (!help) throw new Error('no sheet');
  return help;
}

async function shown(screen: Route | 'welcome', badge: TwHelp['badge'] = 'live'): Promise<TwHelp> {
  const help = await fixture<TwHelp>(html`<tw-help .screen=${screen} .badge=${badge} .preferences=${chosen()}></tw-help>`);
  await waitUntil(() => dialogOf(help)?.open);
  return help;
}
const said = (help: TwHelp): string => help.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '';

describe('help', () => {
  it('U49 stands in the same place on every screen, whatever its home is called and however its link is', async () => {
    const messages = homeMessages();
    const called = homeOnScreen({ ...messages, home: { ...messages.home, name: 'The house at the end of the long lane behind the mill, second floor' } });
    called.become('waiting');
    const places = new Set<string>();
    // A screen on the wall is for eyes alone: it has no controls but the way back.
    const handled = ROUTES.filter((route) => String(route) !== 'wall');
    for (const session of [homeOnScreen(), called, null]) {
      const { app, router } = await frame(session);
      for (const route of session ? handled : (['now'] as const)) {
        router.go(route);
        await app.updateComplete;
        const { right, top, height, width } = helpOf(app).getBoundingClientRect();
        places.add([right, top].join());
        await expect(Math.min(width, height), route).to.be.at.least(48);
      }
      app.remove();
    }
    await expect([...places]).to.have.length(1);
  });

  it('opens by the keyboard, explains the screen it was opened on, and gives the keyboard back', async () => {
    const { app, router } = await frame(homeOnScreen());
    router.go('events');
    await waitUntil(() => app.shadowRoot?.activeElement?.localName === 'main', 'the screen has the keyboard');
    const help = await open(app);
    await expect(said(help)).to.contain('Help: Events');
    await expect(said(help)).to.contain('The most that the grid operator lets your home draw or send out for a while.');
    dialogOf(help)?.close();
    await waitUntil(() => !sheetOf(app), 'the sheet is gone');
    await expect(app.shadowRoot?.activeElement === helpOf(app), app.shadowRoot?.activeElement?.className).to.equal(true);
    await open(app);
  });

  it('is there before any home is', async () => {
    const { app } = await frame(null);
    await expect(said(await open(app))).to.contain('the demo home, a file of your meter, or your own home');
  });

  it('says where the chain is broken now, and what to do', async () => {
    const help = await shown('now', 'no-meter');
    await expect(said(help)).to.contain('Now it says: The gateway answers but hears nothing from the meter. Check the cable');
    await expect(said(help)).to.contain('Override pauses all automation');
  });

  it('says where to hear things read aloud, and reads itself', async () => {
    const help = await shown('today');
    await expect(said(help)).to.contain('Settings, Speech says what changes aloud');
    const spoken: string[] = [];
    const { speak } = speechSynthesis;
    speechSynthesis.speak = ({ text }) => void spoken.push(text);
    help.shadowRoot?.querySelector<HTMLButtonElement>('button.main')?.click();
    speechSynthesis.speak = speak;
    await expect(spoken[0]).to.match(/^Today\. What today has cost so far, .* Standing charge\. What a day costs before anything is used\./);
  });

  for (const screen of [...ROUTES, 'welcome'] as const)
    it(`explains ${screen}, without fault and without loss at 320 px and large text, in the longest language`, async () => {
      await speakAs('long');
      document.documentElement.style.fontSize = '200%';
      const help = await shown(screen);
      const dialog = dialogOf(help);
      if (!dialog) throw new Error('no dialog');
      dialog.style.inlineSize = '320px';
      await aTimeout(0);
      await expect(dialog.scrollWidth, 'nothing beyond the edge').to.be.at.most(dialog.clientWidth);
      await expect(help.shadowRoot?.querySelectorAll('dt').length ?? 0).to.be.at.least(2);
      await expect(help).to.be.accessible();
      document.documentElement.style.fontSize = '';
      await speakAs('en');
    });
});
