import { expect, fixture, html } from '@open-wc/testing';
import type { App, Welcome } from '../../src/state/app.ts';
import { Store } from '../../src/state/store.ts';
import { BADGES } from '../../src/ui/app/tw-badge.ts';
import { Router } from '../../src/ui/app/router.ts';
import '../../src/ui/app/tw-app.ts';
import type { TwApp } from '../../src/ui/app/tw-app.ts';
import '../../src/ui/app/tw-speech.ts';
import { speakAs, TONGUES } from '../../src/ui/gallery/tongues.ts';
import { words } from '../../src/ui/text/words.ts';
import type { Badge } from '../../src/state/badge.ts';
import { chosen, homeOnScreen } from './home.ts';
import { waitUntil } from './waiting.ts';

/** The page of the test keeps its own address. */
const page = (): Window => ({ location: { pathname: '/' }, history: { pushState: () => undefined }, addEventListener: () => undefined, scrollTo: () => undefined }) as unknown as Window;

interface Framed {
  readonly app: TwApp;
  readonly header: HTMLElement;
  /** Draws it with another state of the link. */
  readonly become: (badge: Badge) => Promise<void>;
}

async function frame(width: number): Promise<Framed> {
  const now = { badge: 'live' as Badge };
  const home = Object.assign(homeOnScreen(), { badge: () => now.badge });
  const told = { session: new Store(home), welcome: new Store<Welcome>('empty'), update: new Store(null), preferences: chosen() } as unknown as App;
  const app = await fixture<TwApp>(html`<tw-app style="inline-size: ${width}px" .app=${told} .router=${new Router('/', page())} .spoken=${words().language.tag}></tw-app>`);
  await waitUntil(() => speaker(app), 'the loudspeaker is there');
  const header = app.shadowRoot?.querySelector('header');
  if (!header) throw new Error('no header');
  const become = async (badge: Badge): Promise<void> => {
    now.badge = badge;
    app.requestUpdate();
    await app.updateComplete;
    await app.shadowRoot?.querySelector<TwApp>('tw-badge')?.updateComplete;
  };
  return { app, header, become };
}

const speaker = (app: TwApp): HTMLElement | null | undefined => app.shadowRoot?.querySelector('tw-speech')?.shadowRoot?.querySelector('tw-aloud')?.shadowRoot?.querySelector('button');
const top = (part: Element | null | undefined): number => Math.round(part?.getBoundingClientRect().top ?? -1);

describe('the first frame', () => {
  it('says nothing of a first run before it is known whether there is a home', async () => {
    const welcome = new Store<Welcome>('opening');
    const told = { session: new Store(null), welcome, update: new Store(null), preferences: chosen() } as unknown as App;
    const app = await fixture<TwApp>(html`<tw-app .app=${told} .router=${new Router('/', page())} .spoken=${words().language.tag}></tw-app>`);
    await import('../../src/ui/setup/tw-welcome.ts');
    await app.updateComplete;
    await expect(app.shadowRoot?.querySelector('main')?.childElementCount).to.equal(0);
    welcome.set('empty');
    await waitUntil(() => app.shadowRoot?.querySelector('tw-welcome'), 'the first run is there');
  });
});

describe('the header', () => {
  afterEach(async () => {
    document.documentElement.style.fontSize = '';
    await speakAs('en');
  });

  // Words longer by two fifths than any language's may take a second line.
  for (const tongue of TONGUES.filter((one) => one !== 'long'))
    it(`keeps the loudspeaker beside help at 390 px, whatever is said of the link, and moves nothing: ${tongue}`, async () => {
      await speakAs(tongue);
      const { app, header, become } = await frame(390);
      const heights = new Set<number>();
      for (const badge of BADGES) {
        await become(badge);
        heights.add(Math.round(header.getBoundingClientRect().height));
        await expect(top(speaker(app)), badge).to.equal(top(header.querySelector('button')));
      }
      await expect([...heights]).to.have.length(1);
    });

  for (const [width, text] of [[320, '100%'], [320, '200%'], [390, '200%']] as const)
    it(`loses nothing at ${width} px with text of ${text}, in any language`, async () => {
      document.documentElement.style.fontSize = text;
      for (const tongue of TONGUES) {
        await speakAs(tongue);
        const { app, header, become } = await frame(width);
        for (const badge of BADGES) {
          await become(badge);
          await expect(header.scrollWidth, `${tongue} ${badge}`).to.be.at.most(header.clientWidth);
          await expect(top(speaker(app)), `${tongue} ${badge}`).to.equal(top(header.querySelector('button')));
        }
        app.remove();
      }
    });
});
