import { expect, fixture, html } from '@open-wc/testing';
import { encode } from 'uqr';
import { PRODUCT_VERSION } from '#domain/home/version.ts';
import { PreferenceStore } from '../../src/state/preferences.ts';
import { toldHome } from '../../src/state/toldHome.ts';
import '../../src/ui/app/tw-bar.ts';
import '../../src/ui/app/tw-speech.ts';
import { STATES } from '../../src/ui/gallery/states.ts';
import { highVoltage } from '../../src/ui/gallery/exampleAttention.ts';
import { homeMessages, TOLD_AT } from '../../src/ui/gallery/exampleHome.ts';
import '../../src/ui/settings/tw-settings.ts';
import type { TwSettings } from '../../src/ui/settings/tw-settings.ts';
import { applyLooks } from '../../src/ui/style/appearance.ts';
import { chosen, homeOnScreen, type HomeInTest } from './home.ts';
import { waitUntil } from './waiting.ts';

/** The root of a section of Settings, once its words have come. */
async function section(name: string, home: HomeInTest = STATES.ready(), preferences: PreferenceStore = chosen()): Promise<ShadowRoot> {
  const element = await fixture<TwSettings>(html`<tw-settings .home=${home} .preferences=${preferences}></tw-settings>`);
  await waitUntil(() => element.shadowRoot?.querySelector(name)?.shadowRoot?.querySelector('h2'));
  const root = element.shadowRoot?.querySelector(name)?.shadowRoot;
  if (!root) throw new Error(`no ${name}`);
  return root;
}

const labelled = (root: ShadowRoot, text: string): HTMLLabelElement => {
  const found = [...root.querySelectorAll('label')].find((label) => label.textContent?.trim().startsWith(text));
  if (!found) throw new Error(`nothing is labelled ${text}`);
  return found;
};
const tick = (root: ShadowRoot, text: string): void => labelled(root, text).querySelector('input')?.click();
const button = (root: ShadowRoot, text: string): HTMLButtonElement | undefined => [...root.querySelectorAll('button')].find((one) => one.textContent?.trim() === text);
const says = (root: ShadowRoot): string => (root.textContent ?? '').replace(/\s+/g, ' ');

function select(root: ShadowRoot, label: string, option: string): void {
  const list = labelled(root, label).querySelector('select');
  if (!list) throw new Error(`${label} is no list`);
  list.selectedIndex = [...list.options].findIndex(({ text }) => text.trim() === option);
  list.dispatchEvent(new Event('change'));
}

describe('appearance', () => {
  const element = document.createElement('div');
  const looks = (change: object, wantsContrast = false): HTMLElement => {
    applyLooks(element, { ...chosen().value, ...change }, wantsContrast);
    return element;
  };

  it('is kept as chosen, each by a native control', async () => {
    const preferences = chosen();
    const root = await section('tw-looks', STATES.ready(), preferences);
    select(root, 'Colours', 'Dark');
    select(root, 'Text size', 'Very large');
    select(root, 'Language', 'Deutsch');
    select(root, 'The big number shows', 'Power');
    for (const text of ['More contrast', 'Nothing moves', 'Simple mode']) tick(root, text);
    await expect(preferences.value).to.deep.include({ theme: 'dark', textSize: 200, language: 'de', figure: 'power', contrast: true, still: true, simple: true });
  });

  it('is put on the page: colours, contrast, text, movement', async () => {
    document.body.append(element);
    const paper = (): string => {
      element.style.background = 'var(--paper)';
      return getComputedStyle(element).backgroundColor;
    };
    looks({ theme: 'dark' });
    await expect(paper()).to.equal('rgb(14, 19, 24)');
    looks({ theme: 'light' });
    await expect(paper()).to.equal('rgb(247, 246, 242)');
    looks({ theme: 'dark', contrast: true });
    await expect(paper()).to.equal('rgb(0, 0, 0)');
    looks({ theme: 'dark' }, true);
    await expect(paper()).to.equal('rgb(0, 0, 0)');
    await expect(looks({ textSize: 150 }).style.fontSize).to.equal('150%');
    await expect(looks({ simple: true }).style.fontSize).to.equal('125%');
    looks({ still: true });
    await expect(getComputedStyle(element).getPropertyValue('--motion').trim()).to.equal('0s');
    element.remove();
  });

  it('U57 turns the bar round for the left hand, for the keyboard too', async () => {
    const preferences = chosen();
    tick(await section('tw-looks', STATES.ready(), preferences), 'For the left hand');
    await expect(preferences.value.mirrored).to.equal(true);
    const router = { href: (route: string) => route, go: () => undefined };
    const bar = await fixture(html`<tw-bar .router=${router} .route=${'now'} .mirrored=${true}></tw-bar>`);
    await expect([...(bar.shadowRoot?.querySelectorAll('a, button') ?? [])].map(({ textContent }) => textContent?.trim())).to.deep.equal(['Override', 'More', 'Devices', 'Plan', 'Today', 'Now']);
  });

  it('has three screens and the sheet in simple mode', async () => {
    const router = { href: (route: string) => route, go: () => undefined };
    const bar = await fixture(html`<tw-bar .router=${router} .route=${'now'} .simple=${true}></tw-bar>`);
    await expect([...(bar.shadowRoot?.querySelectorAll('a, button') ?? [])].map(({ textContent }) => textContent?.trim())).to.deep.equal(['Now', 'Today', 'More', 'Override']);
  });
});

describe('speech', () => {
  const spoken: SpeechSynthesisUtterance[] = [];
  const speak = speechSynthesis.speak.bind(speechSynthesis);
  beforeEach(() => {
    spoken.length = 0;
    speechSynthesis.speak = (said) => void spoken.push(said);
  });
  after(() => (speechSynthesis.speak = speak));

  it('says cost now, today so far, and whether anything is wrong, as loud and fast as chosen', async () => {
    const preferences = chosen();
    preferences.choose({ volume: 0.4, pace: 1.5 });
    const root = await section('tw-voice', STATES.ready(), preferences);
    button(root, 'Say it now')?.click();
    await waitUntil(() => spoken.length === 1);
    await expect(spoken[0]?.text).to.equal('Your home is using 22 pence an hour. Today so far: 1.34 British pounds for 6.50 kilowatt hours. Nothing is wrong.');
    await expect([Math.round((spoken[0]?.volume ?? 0) * 10), spoken[0]?.rate, spoken[0]?.lang]).to.deep.equal([4, 1.5, 'en-GB']);
  });

  it('U47 has its loudness and pace set by buttons or by typing, with nothing to drag', async () => {
    const preferences = chosen();
    const root = await section('tw-voice', STATES.ready(), preferences);
    await expect(root.querySelector('input[type=range]')).to.equal(null);
    const press = (name: string): void => root.querySelector<HTMLButtonElement>(`button[aria-label="${name}"]`)?.click();
    await expect(root.querySelector<HTMLButtonElement>('button[aria-label="Loudness: louder"]')?.disabled).to.equal(true);
    press('Loudness: quieter');
    press('Pace: faster');
    await expect([preferences.value.volume, preferences.value.pace]).to.deep.equal([0.9, 1.1]);
    const field = root.querySelector<HTMLInputElement>('input[aria-label="Pace"]');
    if (!field) throw new Error('there is nothing to type into');
    field.value = '500';
    field.dispatchEvent(new Event('change'));
    await expect(preferences.value.pace).to.equal(2);
    await expect(root.host).to.be.accessible();
  });

  it('says what is wrong, and no number that is old', async () => {
    const root = await section('tw-voice', STATES.stale());
    button(root, 'Say it now')?.click();
    await waitUntil(() => spoken.length === 1);
    await expect(spoken[0]?.text).to.match(/^What your home uses now is not known yet\. .*Nothing new since 14:02\. This phone cannot reach your gateway/);
  });

  it('speaks up by itself where that was asked for: danger in quiet hours too, the rest not', async () => {
    const preferences = chosen();
    preferences.choose({ aloud: true, quiet: { from: '14:00', to: '15:00' } });
    const home = homeOnScreen();
    await fixture(html`<tw-speech .home=${home} .preferences=${preferences}></tw-speech>`);
    home.become('waiting');
    home.pass(3_600_000 / 60);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect(spoken).to.have.length(0);
    home.become('connected');
    home.tell('safety', highVoltage());
    home.pass(1_000);
    await waitUntil(() => spoken.length === 1);
    await expect(spoken[0]?.text).to.contain('voltage');
  });

  it('is silent where it was not asked for', async () => {
    const home = toldHome({ told: { ...homeMessages(), safety: highVoltage() }, at: TOLD_AT });
    await fixture(html`<tw-speech .home=${home} .preferences=${chosen()}></tw-speech>`);
    home.pass(1_000);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect(spoken).to.have.length(0);
  });
});

describe('notices', () => {
  it('have quiet hours with a beginning and an end', async () => {
    const preferences = chosen();
    const root = await section('tw-notices', STATES.ready(), preferences);
    tick(root, 'Quiet hours');
    await expect(preferences.value.quiet).to.deep.equal({ from: '22:00', to: '07:00' });
    tick(root, 'News of your operator');
    await expect(preferences.value.news).to.equal(false);
  });
});

describe('people', () => {
  const asked: string[] = [];
  const two = [
    { name: 'phone-1', label: 'Kitchen', since: '2023-01-08T09:00:00.000Z', own: true },
    { name: 'phone-2', label: 'Lodger', since: '2023-03-01T09:00:00.000Z', own: false },
  ];
  const home = (answer: typeof fetch): HomeInTest => toldHome({ told: homeMessages(), at: TOLD_AT, answer });
  const gateway: typeof fetch = async (input, init) => {
    asked.push(`${init?.method} ${new URL(String(input)).pathname} ${typeof init?.body === 'string' ? init.body : ''}`.trim());
    if (String(input).endsWith('/link')) return new Response('{"url":"https://tidewatt.local/#link=0123456789abcdefghijkl"}');
    return new Response(JSON.stringify({ phones: typeof init?.body === 'string' && init.body.includes('shut-out') ? two.slice(0, 1) : two }));
  };
  beforeEach(() => void (asked.length = 0));

  it('are shut out after one question, and then gone from the list', async () => {
    const root = await section('tw-people', home(gateway));
    await waitUntil(() => button(root, 'Unlink Lodger'));
    await expect(button(root, 'Unlink Kitchen')).to.equal(undefined);
    button(root, 'Unlink Lodger')?.click();
    await waitUntil(() => root.querySelector('dialog')?.open);
    await expect(asked).to.deep.equal(['GET /phones']);
    root.querySelector<HTMLButtonElement>('dialog .main')?.click();
    await waitUntil(() => root.querySelectorAll('li').length === 1);
    await expect(asked.at(-1)).to.equal('POST /phones {"do":"shut-out","name":"phone-2"}');
  });

  it('are invited by a link that can be copied', async () => {
    const root = await section('tw-people', home(gateway));
    button(root, 'Invite another phone')?.click();
    await waitUntil(() => root.querySelector<HTMLInputElement>('input[readonly]')?.value.endsWith('#link=0123456789abcdefghijkl'));
    await expect(root.host).to.be.accessible();
  });

  it('are invited by a QR code beside the link, which is black on white also in the dark', async () => {
    document.documentElement.dataset['theme'] = 'dark';
    const root = await section('tw-people', home(gateway));
    button(root, 'Invite another phone')?.click();
    await waitUntil(() => root.querySelector('tw-qr')?.shadowRoot?.querySelector('path'));
    const drawing = root.querySelector('tw-qr')?.shadowRoot?.querySelector('svg');
    const path = drawing?.querySelector('path');
    if (!drawing || !path) throw new Error('nothing drawn');
    const { data, size } = encode('https://tidewatt.local/#link=0123456789abcdefghijkl', { ecc: 'M', border: 4 });
    const drawn = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
    for (const [, x, y] of (path.getAttribute('d') ?? '').matchAll(/M(\d+) (\d+)h1v1h-1z/g)) (drawn[Number(y)] ?? [])[Number(x)] = true;
    await expect(drawn).to.deep.equal(data);
    // By hand: the upper edge of the first finder, behind four light modules.
    await expect(drawn[4]?.slice(0, 12)).to.deep.equal([false, false, false, false, true, true, true, true, true, true, true, false]);
    await expect(drawn[3]?.includes(true)).to.equal(false);
    await expect([drawing.getAttribute('role'), drawing.getAttribute('aria-label')]).to.deep.equal(['img', 'QR code of this one-time link']);
    await expect([getComputedStyle(drawing).backgroundColor, getComputedStyle(path).fill]).to.deep.equal(['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
    delete document.documentElement.dataset['theme'];
  });

  it('cannot be told without the gateway, and that is said', async () => {
    const root = await section('tw-people', home(() => Promise.reject(new TypeError('network'))));
    await waitUntil(() => root.querySelector('[role=alert]'));
    await expect(says(root)).to.contain('Your gateway cannot be reached now.');
  });
});

describe('the records on the gateway', () => {
  const asked: string[] = [];
  const home = (status: number): HomeInTest =>
    toldHome({
      told: homeMessages(),
      at: TOLD_AT,
      answer: async (input, init) => {
        if (String(input).endsWith('phones')) return new Response('{"phones":[]}');
        asked.push(`${init?.method} ${new URL(String(input)).pathname} ${typeof init?.body === 'string' ? init.body : ''}`);
        return new Response('{"erased":true}', { status });
      },
    });
  async function typed(root: ShadowRoot, word: string): Promise<HTMLButtonElement> {
    button(root, 'Erase the records of this home')?.click();
    const field = root.querySelector<HTMLInputElement>('dialog input');
    if (!field) throw new Error('there is nothing to type into');
    field.value = word;
    field.dispatchEvent(new Event('input'));
    const erase = button(root, 'Erase for good');
    if (!erase) throw new Error('nothing erases');
    await waitUntil(() => erase.disabled === (word !== 'Erase'));
    return erase;
  }
  beforeEach(() => void (asked.length = 0));

  it('are erased only after a copy was offered and a word was typed', async () => {
    const root = await section('tw-records', home(200));
    const erase = await typed(root, 'yes');
    await expect(root.querySelector('dialog .main')?.textContent).to.equal('Take a copy out');
    await expect(root.host).to.be.accessible();
    erase.click();
    await expect(asked).to.deep.equal([]);
    root.querySelector('dialog')?.close();
    (await typed(root, 'Erase')).click();
    await waitUntil(() => says(root).includes('Erased. Your gateway begins anew.'));
    await expect(asked).to.deep.equal(['POST /api/erase {"erase":"everything"}']);
  });

  it('are said to be there still where the gateway did not do it, or is away', async () => {
    const root = await section('tw-records', home(503));
    (await typed(root, 'Erase')).click();
    await waitUntil(() => says(root).includes('Your gateway could not do it. Nothing has changed.'));
    const away = await section('tw-records', toldHome({ told: homeMessages(), at: TOLD_AT }));
    (await typed(away, 'Erase')).click();
    await waitUntil(() => says(away).includes('Your gateway cannot be reached now.'));
  });

  it('are none of the demo', async () => {
    const root = await section('tw-versions', { ...STATES.ready(), choice: { kind: 'demo', only: false } });
    await expect([root.host.parentElement?.querySelector('tw-records')?.shadowRoot?.querySelector('section') ?? null, says(root).includes('Gateway')]).to.deep.equal([null, false]);
  });
});

describe('the gateway', () => {
  it('says of a meter whose kind was never seen that it is read by its specification', async () => {
    const of = (meterFormat: string): HomeInTest => toldHome({ told: { ...homeMessages(), home: { ...homeMessages().home, meterFormat } }, at: TOLD_AT });
    await expect(says(await section('tw-home-link', of('shelly')))).to.contain('the meter: shelly, from the specification, never seen');
    const historic = toldHome({ told: { ...homeMessages(), home: { ...homeMessages().home, meterFormat: 'tic' }, link: { ...homeMessages().link, meterUnseen: true } }, at: TOLD_AT });
    await expect(says(await section('tw-home-link', historic))).to.contain('the meter: tic, from the specification, never seen');
    for (const seen of ['p1', 'mqtt']) await expect(says(await section('tw-home-link', of(seen)))).not.to.contain('never seen');
  });
});

describe('the refresh of the meter', () => {
  it('is said as a number: how often it tells, and when it last did', async () => {
    await expect(says(await section('tw-home-link', homeOnScreen()))).to.contain('2 s ago, a reading every 10 s');
  });
});

describe('U42 the versions', () => {
  it('of app and gateway are told apart', async () => {
    const root = await section('tw-versions', homeOnScreen({ ...homeMessages(), home: { ...homeMessages().home, gateway: '0.9.7' } }));
    await expect([...root.querySelectorAll('dd')].slice(0, 2).map(({ textContent }) => textContent)).to.deep.equal([PRODUCT_VERSION, '0.9.7']);
  });
});

describe('what is kept', () => {
  it('is erased only after a copy was offered', async () => {
    const root = await section('tw-kept');
    let erased = 0;
    root.host.addEventListener('tw-forget', () => erased++);
    button(root, 'Erase this phone')?.click();
    const dialog = root.querySelector('dialog');
    await expect(dialog?.open).to.equal(true);
    await expect(dialog?.querySelector('.main')?.textContent).to.equal('Take a copy out');
    await expect(erased).to.equal(0);
    [...(dialog?.querySelectorAll('button') ?? [])].find(({ textContent }) => textContent === 'Erase and unlink')?.click();
    await expect(erased).to.equal(1);
  });
});

describe('moving house', () => {
  const asked: string[] = [];
  const home = (): HomeInTest =>
    toldHome({
      told: homeMessages(),
      at: TOLD_AT,
      answer: async (input, init) => {
        if (String(input).endsWith('phones')) return new Response('{"phones":[]}');
        asked.push(`${new URL(String(input)).pathname} ${typeof init?.body === 'string' ? init.body : ''}`);
        return new Response('{"erased":true}');
      },
    });

  it('erases and unlinks only after copies were offered and a word was typed; pause and rest are taken back first', async () => {
    const place = home();
    const root = await section('tw-moving', place);
    let forgotten = 0;
    root.host.addEventListener('tw-forget', () => forgotten++);
    button(root, 'Leave behind')?.click();
    const dialog = root.querySelector('dialog');
    await expect([...(dialog?.querySelectorAll('.main') ?? [])].map(({ textContent }) => textContent)).to.deep.equal(['Save tariffs and wishes', 'Save all half-hours']);
    await expect(root.host).to.be.accessible();
    const leave = button(root, 'Leave and unlink every phone');
    leave?.click();
    await expect(asked).to.deep.equal([]);
    const field = dialog?.querySelector('input');
    if (!field) throw new Error('there is nothing to type into');
    field.value = 'Leave';
    field.dispatchEvent(new Event('input'));
    await waitUntil(() => leave?.disabled === false);
    leave?.click();
    await waitUntil(() => forgotten === 1);
    await expect(asked).to.deep.equal(['/api/erase {"erase":"household"}']);
    await expect(place.requests.asked.value.map(({ body }) => (body.kind === 'act' ? body.act.kind : body.kind))).to.deep.equal(['resume', 'event-rest']);
  });

  it('does nothing while the gateway is away, and says so', async () => {
    asked.length = 0;
    const place = home();
    place.become('waiting');
    const root = await section('tw-moving', place);
    button(root, 'Leave behind')?.click();
    const field = root.querySelector<HTMLInputElement>('dialog input');
    if (!field) throw new Error('there is nothing to type into');
    field.value = 'leave';
    field.dispatchEvent(new Event('input'));
    await waitUntil(() => button(root, 'Leave and unlink every phone')?.disabled === false);
    button(root, 'Leave and unlink every phone')?.click();
    await waitUntil(() => says(root).includes('Your gateway cannot be reached now.'));
    await expect([asked, place.requests.asked.value]).to.deep.equal([[], []]);
  });

  it('says of a file that is another one that it holds nothing of a household', async () => {
    const root = await section('tw-moving', home());
    const field = root.querySelector<HTMLInputElement>('input[type=file]');
    const files = new DataTransfer();
    files.items.add(new File(['{"tidewatt":"tariff"}'], 'tariff.json'));
    if (field) field.files = files.files;
    field?.dispatchEvent(new Event('change'));
    await waitUntil(() => says(root).includes('This file holds no tariffs and wishes of a household.'));
  });
});
