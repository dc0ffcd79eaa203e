import { expect, fixture, html } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import type { Preferences } from '../../src/state/preferences.ts';
import { STATES, type StateOfHome } from '../../src/ui/gallery/states.ts';
import { speakAs, type Tongue } from '../../src/ui/gallery/tongues.ts';
import type { TwGallery } from '../../src/ui/gallery/tw-gallery.ts';
import '../../src/ui/gallery/tw-gallery.ts';
import { SCREENS } from '../../src/ui/app/screens.ts';

/** Parts draw themselves one inside the other. */
const settled = async (): Promise<void> => {
  for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
};

async function gallery(shown: StateOfHome, looks: Partial<Preferences> = {}, tongue: Tongue = 'en'): Promise<TwGallery> {
  history.replaceState(null, '', `?state=${shown}&tongue=${tongue}`);
  const element = await fixture<TwGallery>(html`<tw-gallery></tw-gallery>`);
  element.preferences.choose(looks);
  for (let tries = 0; tries < 500 && figures(element).length < Object.keys(SCREENS).length; tries++) await new Promise((resolve) => setTimeout(resolve, 20));
  await element.updateComplete;
  await worded(element);
  await settled();
  return element;
}

/** Words that come with a screen are there: nothing has been drawn for as long as one of their files may take. */
async function worded(element: TwGallery): Promise<void> {
  const drawn = (): number => figures(element).reduce((sum, figure) => sum + [...inside(figure)].length, 0);
  for (let tries = 0, quiet = 0, last = -1; tries < 100 && quiet < 4; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const now = drawn();
    quiet = now === last ? quiet + 1 : 0;
    last = now;
  }
}

const figures = (element: TwGallery): HTMLElement[] => [...(element.shadowRoot?.querySelectorAll('figure') ?? [])];
const nameOf = (figure: HTMLElement): string => figure.dataset['name'] ?? '';
const part = (figure: HTMLElement): Element | undefined => [...figure.children].find(({ localName }) => localName.startsWith('tw-'));

/** Every element under another, shadow trees too. */
function* inside(element: Element | ShadowRoot): Generator<HTMLElement> {
  for (const child of element.querySelectorAll<HTMLElement>('*')) {
    yield child;
    if (child.shadowRoot) yield* inside(child.shadowRoot);
  }
}

const CONTROLS = 'button, a[href], select, input:not([type="hidden"]), summary';
const isShown = (element: HTMLElement): boolean => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.closest('.unseen') === null;

/** What sticks out of its figure to the side: on a phone it would be cut off, or the page would scroll two ways. */
function sticksOut(figure: HTMLElement): string[] {
  const { left, right } = figure.getBoundingClientRect();
  const out = [...inside(figure)].filter((one) => isShown(one) && one.getBoundingClientRect().width > 0 && (one.getBoundingClientRect().right > right + 1 || one.getBoundingClientRect().left < left - 1));
  return out.slice(0, 3).map((one) => `${nameOf(figure)}: ${one.localName}.${one.className} ${one.textContent?.trim().slice(0, 40)}`);
}

/** What takes a finger: the label of a check counts as one with its box. */
function targets(figure: HTMLElement): readonly (readonly [control: HTMLElement, box: DOMRect])[] {
  const all = [...inside(figure)].filter((one) => one.matches(CONTROLS) && isShown(one));
  return all.map((one) => [one, (one.matches('input[type="checkbox"], input[type="radio"]') ? (one.closest('label') ?? one) : one).getBoundingClientRect()]);
}

const saidOf = (figure: HTMLElement, one: HTMLElement): string => `${nameOf(figure)}: ${one.localName} ${one.textContent?.trim().slice(0, 30)}`;
const smallTargets = (figure: HTMLElement): string[] => targets(figure).flatMap(([one, { width, height }]) => (Math.min(width, height) < 47.5 ? [`${saidOf(figure, one)} ${width} x ${height}`] : []));

/** px between two boxes, as far as they are apart either way. */
const between = (a: DOMRect, b: DOMRect): number => Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom);

/** Two that a finger takes for one another. */
function closeTargets(figure: HTMLElement): string[] {
  const all = targets(figure);
  return all.flatMap(([one, box], n) => all.slice(n + 1).flatMap(([other, next]) => (between(box, next) < 7.5 ? [`${saidOf(figure, one)} | ${saidOf(figure, other)} ${between(box, next)}`] : [])));
}

describe('the gallery', () => {
  afterEach(async () => {
    await speakAs('en');
    await setViewport({ width: 800, height: 600 });
    document.documentElement.removeAttribute('style');
    for (const name of ['theme', 'contrast', 'motion']) delete document.documentElement.dataset[name];
  });

  for (const shown of Object.keys(STATES) as StateOfHome[]) {
    it(`begins every screen with one sentence, and is accessible part by part, when a home is ${shown}`, async () => {
      const element = await gallery(shown);
      const screens = figures(element).filter((figure) => nameOf(figure) in SCREENS);
      await expect(screens.length).to.equal(Object.keys(SCREENS).length);
      for (const screen of screens) await expect(`${nameOf(screen)} ${part(screen)?.shadowRoot?.querySelector('h1')?.textContent?.trim()}`).to.match(/^\S+ .{6,}/s);
      // Two bars on one page, which no page of the app has.
      await expect(element).to.be.accessible({ ignoredRules: ['landmark-unique'] });
    }).timeout(60_000);
  }

  const LOOKS: Readonly<Record<string, Partial<Preferences>>> = { dark: { theme: 'dark' }, 'light with more contrast': { theme: 'light', contrast: true }, 'dark with more contrast': { theme: 'dark', contrast: true } };
  for (const [name, looks] of Object.entries(LOOKS)) {
    it(`has enough contrast everywhere, ${name}`, async () => {
      const element = await gallery('pressing', looks);
      await expect(getComputedStyle(element).color).not.to.equal('');
      await expect(element).to.be.accessible({ ignoredRules: ['landmark-unique'] });
    }).timeout(60_000);
  }

  const TIGHT: readonly { readonly name: string; readonly tongue: Tongue; readonly looks: Partial<Preferences> }[] = [
    { name: 'at 200 % text', tongue: 'en', looks: { textSize: 200 } },
    { name: 'in words that are longer by two fifths', tongue: 'long', looks: {} },
    { name: 'from right to left', tongue: 'right-to-left', looks: {} },
    { name: 'in German, at 150 % text', tongue: 'de', looks: { textSize: 150 } },
    { name: 'in French', tongue: 'fr', looks: {} },
    { name: 'in Dutch', tongue: 'nl', looks: {} },
    { name: 'in Spanish', tongue: 'es', looks: {} },
    { name: 'in Arabic', tongue: 'ar', looks: {} },
  ];
  for (const { name, tongue, looks } of TIGHT) {
    it(`loses nothing at 320 px ${name}`, async () => {
      await setViewport({ width: 320, height: 640 });
      const element = await gallery('pressing', looks, tongue);
      element.style.padding = '0';
      for (const figure of figures(element)) figure.style.padding = '0';
      await settled();
      await expect(figures(element).flatMap(sticksOut)).to.deep.equal([]);
    }).timeout(20_000);
  }

  for (const tongue of ['ar', 'long'] as const) {
    it(`is accessible screen by screen, and says which language and direction it is in, in ${tongue}`, async () => {
      const element = await gallery('pressing', {}, tongue);
      await expect([document.documentElement.lang, document.documentElement.dir]).to.deep.equal(tongue === 'ar' ? ['ar', 'rtl'] : ['en-GB', 'ltr']);
      await expect(element).to.be.accessible({ ignoredRules: ['landmark-unique'] });
    }).timeout(60_000);
  }

  it('has a target of 48 px by 48 px for every control of every screen', async () => {
    const element = await gallery('pressing');
    await expect(figures(element).filter((figure) => nameOf(figure) in SCREENS || nameOf(figure).includes('welcome')).flatMap(smallTargets)).to.deep.equal([]);
  });

  it('has 8 px between two controls of a screen', async () => {
    const element = await gallery('pressing');
    await expect(figures(element).filter((figure) => nameOf(figure) in SCREENS || nameOf(figure).includes('welcome')).flatMap(closeTargets)).to.deep.equal([]);
  });

  it('says no word that is not in the list of words: each is longer in the long language', async () => {
    const element = await gallery('ready', {}, 'long');
    const settings = figures(element).find((figure) => nameOf(figure) === 'settings');
    const labels = settings ? [...inside(settings)].filter((one) => one.matches('h2, label > span, button')) : [];
    await expect(labels.length).to.be.greaterThan(15);
    await expect(labels.map(({ textContent }) => textContent?.trim() ?? '').filter((text) => /\p{L}/u.test(text) && !/^\[.*~\]$/s.test(text))).to.deep.equal([]);
  });
});
