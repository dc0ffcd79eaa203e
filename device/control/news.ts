import type { ControlFacts } from '#domain/home/control.ts';
import type { LadderState } from '#domain/ladder/event.ts';
import type { FromControl } from '../channel.ts';

type Facts = Readonly<Partial<ControlFacts>>;

/** House, and whoever reaches people, hear of what has changed; of the same thing once. */
export class News {
  private told: Readonly<Record<'guard' | 'devices' | 'calls' | 'rest' | 'household' | 'ladders', string>> = { guard: '', devices: '', calls: '', rest: '', household: '', ladders: '' };

  constructor(
    private readonly post: (message: FromControl) => boolean,
    private readonly people: { ladders(ladders: readonly LadderState[]): void },
  ) {}

  tell({ guard, devices, calls, rest, operators, charging, metering, ladders }: Facts): void {
    const household = operators && metering && charging !== undefined ? { operators, charging, metering } : null;
    if (household && this.isNews('household', household)) this.post({ type: 'household', household });
    if (rest && this.isNews('rest', rest)) this.post({ type: 'event-rest', rest });
    if (calls && this.isNews('calls', calls)) this.post({ type: 'calls', calls });
    if (ladders && this.isNews('ladders', ladders)) {
      this.people.ladders(ladders);
      this.post({ type: 'ladders', ladders });
    }
    if (guard && this.isNews('guard', guard)) this.post({ type: 'guard', guard });
    if (devices && this.isNews('devices', devices)) this.post({ type: 'devices', devices });
  }

  private isNews(what: keyof News['told'], fact: unknown): boolean {
    const text = JSON.stringify(fact);
    const news = text !== this.told[what];
    this.told = { ...this.told, [what]: text };
    return news;
  }
}
