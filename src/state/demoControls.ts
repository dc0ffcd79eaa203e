import { DEMO_LIMIT, DEMO_OFFER, DEMO_PAST, DEMO_SPEED, parseDemoPast } from '#wire/port.ts';
import type { PortLink } from '../link/portLink.ts';
import { Store } from './store.ts';

/** What a visitor may try in the demo home; no real home has this. */
export class DemoControls {
  /** 0..1 of the days before its first moment that the home has lived; at 1 it runs. */
  readonly past = new Store(0);

  constructor(private readonly link: Pick<PortLink, 'tell' | 'onMessage'>) {
    link.onMessage((topic, payload) => {
      if (topic === DEMO_PAST) this.past.set(parseDemoPast(payload) ?? this.past.value);
    });
  }

  /** A limit on what the site may draw, as a grid operator sends it. @param w W, null lifts it. @param minutes of home time. */
  limit(w: number | null, minutes: number): void {
    this.link.tell(DEMO_LIMIT, { w, minutes });
  }

  /** An offer for using less for a reward, as an operator sends it. @param after minutes of home time until it begins. @param minutes it lasts. */
  offer(after: number, minutes: number): void {
    this.link.tell(DEMO_OFFER, { after, minutes });
  }

  /** @param speed home seconds in one second, 1..600. */
  speed(speed: number): void {
    this.link.tell(DEMO_SPEED, { speed });
  }
}
