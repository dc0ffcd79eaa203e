import { expect, fixture, html } from '@open-wc/testing';
import { PreferenceStore } from '../../src/state/preferences.ts';
import type { TwMeterGuide } from '../../src/ui/setup/tw-meter-guide.ts';
import '../../src/ui/setup/tw-questions.ts';
import type { TwQuestions } from '../../src/ui/setup/tw-questions.ts';
import '../../src/ui/setup/tw-welcome.ts';
import type { TwWelcome } from '../../src/ui/setup/tw-welcome.ts';
import { homeMessages } from '../../src/ui/gallery/exampleHome.ts';
import { chosen, homeOnScreen, type HomeInTest } from './home.ts';
import { waitUntil } from './waiting.ts';

async function welcome(preferences: PreferenceStore): Promise<TwWelcome> {
  const element = await fixture<TwWelcome>(html`<tw-welcome .state=${'empty'} .preferences=${preferences}></tw-welcome>`);
  await waitUntil(() => element.shadowRoot?.querySelector('h1'));
  return element;
}

const press = async (element: TwWelcome | TwQuestions, text: string): Promise<void> => {
  const found = [...(element.shadowRoot?.querySelectorAll('button') ?? [])].find((one) => one.textContent?.trim() === text);
  if (!found) throw new Error(`no button says ${text}`);
  found.click();
  await element.updateComplete;
};
const title = (element: TwWelcome | TwQuestions): string => element.shadowRoot?.querySelector('h1')?.textContent ?? '';

describe('the first run', () => {
  it('goes from a country to what its meter needs, and on to the link', async () => {
    const element = await welcome(chosen());
    await press(element, 'Connect my home');
    await expect(title(element)).to.equal('Where is your home?');
    const guide = element.shadowRoot?.querySelector<TwMeterGuide>('tw-meter-guide');
    const list = guide?.shadowRoot?.querySelector('select');
    if (!guide || !list) throw new Error('no list of countries');
    list.selectedIndex = [...list.options].findIndex(({ value }) => value === 'NO');
    list.dispatchEvent(new Event('change'));
    await guide.updateComplete;
    await expect(guide.shadowRoot?.querySelector('li')?.textContent?.replace(/\s+/g, ' ')).to.contain('Switch its port on in your grid company’s portal. It needs a HAN (M-Bus) adapter: €40 to €130 in shops, 2025.');
    await press(element, 'Next');
    await expect(title(element)).to.equal('Your gateway’s link');
  });

  it('can be skipped at every step, and goes on where it was after a reload', async () => {
    const kept = new Map<string, string>();
    const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => void kept.set(key, text) } as unknown as Storage;
    const element = await welcome(new PreferenceStore(storage));
    await press(element, 'Connect my home');
    await press(element, 'Skip');
    await expect(title(await welcome(new PreferenceStore(storage)))).to.equal('Your gateway’s link');
  });

  it('puts the eye and the reader at the title of each new page', async () => {
    const element = await welcome(chosen());
    await press(element, 'Connect my home');
    await waitUntil(() => element.shadowRoot?.activeElement?.localName === 'h1');
  });

  it('takes a code of this gateway, and refuses what is no link in words', async () => {
    const preferences = chosen();
    preferences.choose({ setup: 'link' });
    const element = await welcome(preferences);
    const form = element.shadowRoot?.querySelector('tw-gateway-link')?.shadowRoot;
    const field = form?.querySelector('input');
    if (!form || !field) throw new Error('no field for the link');
    const heard: string[] = [];
    element.addEventListener('tw-link', (event) => void heard.push((event as CustomEvent<string>).detail));
    field.value = 'a secret';
    form.querySelector('button')?.click();
    await waitUntil(() => form.querySelector('[role=alert]')?.textContent?.includes('This is no link of a gateway.'));
    field.value = '0123456789abcdefghijkl';
    form.querySelector('button')?.click();
    await expect(heard).to.deep.equal(['#link=0123456789abcdefghijkl']);
  });

  it('asks what matters once the home is there, and can be left for later', async () => {
    const preferences = chosen();
    preferences.choose({ setup: 'tariff' });
    const element = await fixture<TwQuestions>(html`<tw-questions .home=${homeOnScreen()} .preferences=${preferences}></tw-questions>`);
    await waitUntil(() => title(element).startsWith('Your home runs.'));
    await expect(element.shadowRoot?.textContent).to.contain('Flow 3 prices your use.');
    const gone: string[] = [];
    element.addEventListener('tw-go', (event) => void gone.push((event as CustomEvent<string>).detail));
    await press(element, 'Later');
    await expect([gone, preferences.value.setup]).to.deep.equal([['now'], 'tariff']);
    await press(element, 'Next');
    await expect(element.shadowRoot?.querySelector('tw-wishes')).not.to.equal(null);
    await press(element, 'Done');
    await expect([gone, preferences.value.setup]).to.deep.equal([['now', 'now'], 'done']);
  });

  describe('without a tariff', () => {
    const bare = (): HomeInTest => homeOnScreen({ ...homeMessages(), tariff: null });
    async function typing(home: HomeInTest): Promise<{ readonly page: TwQuestions; readonly form: ShadowRoot }> {
      const preferences = chosen();
      preferences.choose({ setup: 'tariff' });
      const page = await fixture<TwQuestions>(html`<tw-questions .home=${home} .preferences=${preferences}></tw-questions>`);
      const own = (): ShadowRoot | null | undefined => page.shadowRoot?.querySelector('tw-own-price')?.shadowRoot;
      await waitUntil(() => own()?.querySelector('form'), 'the form is there');
      const form = own();
      if (!form) throw new Error('no form');
      return { page, form };
    }
    const type = (form: ShadowRoot, name: string, text: string): void => {
      const field = form.querySelector<HTMLInputElement>(`[name=${name}]`);
      if (field) field.value = text;
    };

    it('takes the price of a bill, in its coin, and asks the home to reckon with it', async () => {
      const home = bare();
      const { page, form } = await typing(home);
      await expect(page.shadowRoot?.querySelector('details')?.open).to.equal(true);
      type(form, 'price', '27,35');
      type(form, 'standing', '61.6');
      form.querySelector('button')?.click();
      await waitUntil(() => form.querySelector('[role=status]')?.textContent?.startsWith('Asked.'));
      await expect(home.requests.asked.value.map(({ body }) => body)).to.deep.equal([
        { kind: 'tariff-typed', tariff: { name: 'My tariff', validFrom: '2023-03-24', vat: { percent: '0', included: true }, rates: [{ name: 'My tariff', price: '0.2735', days: 'all', from: 0, to: 1_440 }], standingPerDay: '0.616', exportPrice: null } },
      ]);
      await expect(page).to.be.accessible();
    });

    it('refuses what is no price in words, and asks nothing', async () => {
      const home = bare();
      const { form } = await typing(home);
      type(form, 'price', 'cheap');
      form.querySelector('button')?.click();
      await waitUntil(() => form.querySelector('[role=alert]')?.textContent?.startsWith('A price is a number'));
      await expect(home.requests.asked.value).to.have.length(0);
    });

    it('is no dead end: to the screen of tariffs, on, or later', async () => {
      const { page } = await typing(bare());
      const gone: string[] = [];
      page.addEventListener('tw-go', (event) => void gone.push((event as CustomEvent<string>).detail));
      await press(page, 'My tariff has several prices');
      await press(page, 'Later');
      await expect(gone).to.deep.equal(['tariff', 'now']);
    });
  });
});
