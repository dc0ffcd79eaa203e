import { html, render } from 'lit';
import { App } from './state/app.ts';
import { PreferenceStore } from './state/preferences.ts';
import './ui/app/tw-app.ts';
import { Router } from './ui/app/router.ts';
import { applyLooks, watchContrast } from './ui/style/appearance.ts';
import { speak, words } from './ui/text/words.ts';
import './ui/style/tokens.css';

/** A browser that forbids storage throws at the mere look. */
function storage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

/** After the frame now being drawn has reached the screen. */
const painted = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

const base = new URL('.', location.href);
base.hash = '';
const kept = storage();
const preferences = new PreferenceStore(kept);
const app = new App(base, preferences, painted, kept);
const router = new Router(base.pathname, window);

/** The fragment, taken out of the address: a one-time link stays nowhere. */
function takeHash(): string {
  const { hash } = location;
  if (hash !== '') history.replaceState(null, '', location.pathname + location.search);
  return hash;
}

const hash = takeHash();
// A link opened where the app already is changes the fragment and loads nothing.
addEventListener('hashchange', () => {
  if (location.hash !== '') void app.begin(takeHash(), __TIDEWATT_DEMO__);
});

const wantsContrast = watchContrast(dress);
function dress(): void {
  applyLooks(document.documentElement, preferences.value, wantsContrast());
}

async function draw(): Promise<void> {
  const { language } = preferences.value;
  await speak(language === null ? navigator.languages : [language]);
  document.documentElement.lang = words().language.tag;
  document.documentElement.dir = words().language.direction;
  render(html`<tw-app .app=${app} .router=${router} .spoken=${words().language.tag}></tw-app>`, document.body);
}

let spoken = preferences.value.language;
preferences.watch(() => {
  dress();
  if (preferences.value.language === spoken) return;
  spoken = preferences.value.language;
  void draw();
});

async function start(): Promise<void> {
  dress();
  const opened = app.begin(hash, __TIDEWATT_DEMO__);
  await draw();
  await opened;
  await painted();
  const { installWorker } = await import('./pwa/install.ts');
  await installWorker(base, (apply) => app.update.set(apply));
}

/** Where parts are designed and looked at: no home, no link, nothing kept. */
async function showGallery(): Promise<void> {
  const { openGallery } = await import('./ui/gallery/tw-gallery.ts');
  openGallery(document.body);
}

void (location.pathname === `${base.pathname}gallery` ? showGallery() : start());
