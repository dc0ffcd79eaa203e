import { expect, fixture, html } from '@open-wc/testing';
import { firstSentence } from '../../src/ui/app/firstSentence.ts';
import { isRoute, ROUTES, type Route } from '../../src/ui/app/router.ts';
import { SCREENS } from '../../src/ui/app/screens.ts';
import { chosen } from './home.ts';
import { pastHome } from './past.ts';
import { waitUntil } from './waiting.ts';

/** `| Screen | says |` of a table written by hand; rows of screens only. */
async function written(): Promise<ReadonlyMap<Route, string>> {
  const page = await (await fetch('/docs/acceptance/firstSentences.md')).text();
  const rows = page.split('\n').flatMap((line) => {
    const [, screen = '', says = ''] = line.split('|').map((cell) => cell.trim());
    return isRoute(screen) ? [[screen, says] as const] : [];
  });
  return new Map(rows);
}

async function saidBy(route: Route, wanted: string): Promise<string> {
  await SCREENS[route].load();
  const frame = await fixture(html`<div>${SCREENS[route].draw(pastHome(), chosen())}</div>`);
  await waitUntil(() => firstSentence(frame) === wanted, '').catch(() => undefined);
  return firstSentence(frame);
}

describe('a stranger who looks for five seconds', () => {
  it('has a first sentence written down for every screen', async () => expect([...(await written()).keys()].sort()).to.deep.equal([...ROUTES].sort()));

  for (const route of ROUTES) {
    it(`is told by ${route} in its first sentence what matters there`, async () => {
      const wanted = (await written()).get(route) ?? '';
      await expect(await saidBy(route, wanted)).to.equal(wanted);
    }).timeout(10_000);
  }
});
