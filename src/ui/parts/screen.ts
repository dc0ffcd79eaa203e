import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { isBroken } from '../../state/badge.ts';
import type { PreferenceStore } from '../../state/preferences.ts';
import type { Session } from '../../state/session.ts';
import { formatNear } from '../format/time.ts';
import type { Place } from './attentionWords.ts';
import { words } from '../text/words.ts';
import type { Words } from '../text/en.ts';
import { Watching } from './watching.ts';

/** What a screen needs of a session: the real one, or one made of facts in a test. */
export type HomeOnScreen = Pick<Session, 'model' | 'memory' | 'requests' | 'undo' | 'status' | 'pulse' | 'choice' | 'demo' | 'badge' | 'gridFreshness' | 'planner' | 'history' | 'phones' | 'records'>;

/** Where and when a sentence about this home is said. */
export function placeOf({ model }: Pick<HomeOnScreen, 'model'>): Place {
  const { tariff, home, contracts } = model.facts;
  const titleOf = (issuer: string): string => contracts.body?.find((one) => one.issuer === issuer)?.title ?? issuer;
  return { words: words(), now: model.clock.now() ?? 0, zone: home.body?.zone ?? 'UTC', currency: tariff.body?.currency ?? home.body?.currency ?? 'EUR', titleOf };
}

/** Since when nothing new has come, where the chain is broken, and one step (U36; French decree on displays: an alert when data stops). */
export function brokenSentence(home: HomeOnScreen): string | undefined {
  const badge = home.badge();
  if (!isBroken(badge)) return undefined;
  const { words: said, now, zone } = placeOf(home);
  const at = home.model.facts.grid.body?.at;
  const means = said.badgeMeans[badge];
  return at === undefined ? means : `${said.age.since(formatNear(said.language.tag, at, zone, now))} ${means}`;
}

/** A screen of one home: drawn again when a fact, the link, a request or the second changes. */
export abstract class Screen extends LitElement {
  @property({ attribute: false }) declare home: HomeOnScreen;
  @property({ attribute: false }) declare preferences: PreferenceStore;

  constructor() {
    super();
    new Watching(this, () => [
      ...Object.values(this.home.model.facts),
      this.home.model.outdated,
      this.home.memory.past,
      this.home.memory.fault,
      this.home.requests.asked,
      this.home.status,
      this.home.pulse,
      this.preferences,
    ]);
  }

  protected get words(): Words {
    return words();
  }

  protected get broken(): string | undefined {
    return brokenSentence(this.home);
  }

  protected get zone(): string {
    return this.place.zone;
  }

  /** The home's time, this phone's as long as no home has told one. */
  protected get now(): number {
    return this.place.now;
  }

  protected get place(): Place {
    return placeOf(this.home);
  }

  protected get currency(): string {
    return this.place.currency;
  }
}
