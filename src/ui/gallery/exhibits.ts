import { html, type TemplateResult } from 'lit';
import type { Badge } from '../../state/badge.ts';
import type { Band } from '../../state/band.ts';
import type { PreferenceStore } from '../../state/preferences.ts';
import type { Asked } from '../../state/requests.ts';
import '../app/tw-answers.ts';
import '../app/tw-badge.ts';
import '../app/tw-bar.ts';
import { Router } from '../app/router.ts';
import { BADGES } from '../app/tw-badge.ts';
import { SCREENS } from '../app/screens.ts';
import '../override/tw-override.ts';
import type { HomeOnScreen } from '../parts/screen.ts';
import '../parts/tw-band.ts';
import '../setup/tw-welcome.ts';

/** A part or a screen, and how it is drawn in a state of a home. */
export interface Exhibit {
  readonly name: string;
  readonly draw: (home: HomeOnScreen, preferences: PreferenceStore) => TemplateResult;
}

/** Every screen that a route leads to: a new one is in the gallery without a line here. */
export async function screens(): Promise<readonly Exhibit[]> {
  const all = Object.entries(SCREENS);
  await Promise.all(all.map(([, { load }]) => load()));
  return all.map(([name, { draw }]) => ({ name, draw }));
}

const BANDS: readonly Band[] = [
  { kind: 'none' },
  { kind: 'known', word: 'low', place: 0.1, learning: true, days: 3 },
  { kind: 'known', word: 'usual', place: 0.5, learning: false, days: 21 },
  { kind: 'known', word: 'high', place: 0.95, learning: false, days: 28 },
];

const answer = (progress: Asked['progress'], reason: string | null): Asked => ({ id: progress, body: { kind: 'pause', until: null }, progress, reason });
const ANSWERS = [answer('refused', 'write-refused'), answer('conflict', 'stale-revision'), answer('late', null), answer('expired', null)];

const WELCOMES = ['empty', 'pairing', 'link-spent', 'too-many', 'no-gateway', 'not-a-gateway'] as const;

const badge = (one: Badge): TemplateResult => html`<tw-badge .badge=${one}></tw-badge>`;

/** What is part of the frame, or stands on no route: each in all its own states at once. */
export function parts(page: Window): readonly Exhibit[] {
  const router = new Router(new URL('.', page.location.href).pathname, page);
  return [
    { name: 'badge', draw: () => html`${BADGES.map(badge)}` },
    { name: 'band', draw: () => html`${BANDS.map((band) => html`<tw-band .band=${band}></tw-band>`)}` },
    { name: 'bar', draw: () => html`<tw-bar .router=${router} .route=${'now'}></tw-bar>` },
    { name: 'simple bar', draw: () => html`<tw-bar .router=${router} .route=${'more'} .simple=${true}></tw-bar>` },
    { name: 'answers', draw: () => html`<tw-answers .asked=${ANSWERS} .undo=${{ said: ANSWERS[0]?.progress ?? '', asked: { kind: 'resume' }, inverse: { kind: 'resume' } }} .newer=${() => undefined} .outdated=${false}></tw-answers>` },
    { name: 'override', draw: (home) => html`<tw-override .home=${home}></tw-override>` },
    ...WELCOMES.map((state) => ({ name: `welcome ${state}`, draw: (_home: HomeOnScreen, preferences: PreferenceStore) => html`<tw-welcome .state=${state} .preferences=${preferences}></tw-welcome>` })),
  ];
}
