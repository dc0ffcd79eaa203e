import { html, type TemplateResult } from 'lit';
import type { PreferenceStore } from '../../state/preferences.ts';
import '../now/tw-now.ts';
import type { HomeOnScreen } from '../parts/screen.ts';
import type { Route } from './router.ts';

/** How a screen is fetched and drawn. Now comes with the first script, the others when first wanted. */
interface ScreenEntry {
  readonly load: () => Promise<unknown>;
  readonly draw: (home: HomeOnScreen, preferences: PreferenceStore) => TemplateResult;
}

/** The list of screens: a new one is its folder, its route and a line here. */
export const SCREENS: Readonly<Record<Route, ScreenEntry>> = {
  now: { load: async () => undefined, draw: (home, preferences) => html`<tw-now .home=${home} .preferences=${preferences}></tw-now>` },
  today: { load: () => import('../today/tw-today.ts'), draw: (home, preferences) => html`<tw-today .home=${home} .preferences=${preferences}></tw-today>` },
  plan: { load: () => import('../plan/tw-plan.ts'), draw: (home, preferences) => html`<tw-plan .home=${home} .preferences=${preferences}></tw-plan>` },
  devices: { load: () => import('../devices/tw-devices.ts'), draw: (home, preferences) => html`<tw-devices .home=${home} .preferences=${preferences}></tw-devices>` },
  events: { load: () => import('../events/tw-events.ts'), draw: (home, preferences) => html`<tw-events .home=${home} .preferences=${preferences}></tw-events>` },
  history: { load: () => import('../history/tw-history.ts'), draw: (home, preferences) => html`<tw-history .home=${home} .preferences=${preferences}></tw-history>` },
  own: { load: () => import('./tw-own-home.ts'), draw: (_home, preferences) => html`<tw-own-home .preferences=${preferences}></tw-own-home>` },
  settings: { load: () => import('../settings/tw-settings.ts'), draw: (home, preferences) => html`<tw-settings .home=${home} .preferences=${preferences}></tw-settings>` },
  setup: { load: () => import('../setup/tw-questions.ts'), draw: (home, preferences) => html`<tw-questions .home=${home} .preferences=${preferences}></tw-questions>` },
  tariff: { load: () => import('../tariff/tw-tariff.ts'), draw: (home, preferences) => html`<tw-tariff .home=${home} .preferences=${preferences}></tw-tariff>` },
  wall: { load: () => import('../wall/tw-wall.ts'), draw: (home, preferences) => html`<tw-wall .home=${home} .preferences=${preferences}></tw-wall>` },
  more: { load: () => import('../more/tw-more.ts'), draw: (home, preferences) => html`<tw-more .home=${home} .preferences=${preferences}></tw-more>` },
};
