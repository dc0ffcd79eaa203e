import type { LinkMessage } from '#wire/message/link.ts';

type Parts = Omit<LinkMessage, 'rejected'>;

/** Where a break is: the body of `state/link`, gathered from control, storage and what came in. */
export class LinkState {
  #parts: Parts = { meter: 'never', internet: 'unused', storage: 'ok', disk: 'ok', restored: null, planner: 'idle' };
  #ofMeter: Readonly<Record<string, number>> = {};
  readonly #ofHouse = new Map<string, number>();

  /** @param changed hears every change. */
  constructor(private readonly changed: (body: LinkMessage) => void) {}

  get body(): LinkMessage {
    return { ...this.#parts, rejected: { ...this.#ofMeter, ...Object.fromEntries(this.#ofHouse) } };
  }

  set(parts: Partial<Parts>): void {
    this.#parts = { ...this.#parts, ...parts };
    this.changed(this.body);
  }

  meter(state: Parts['meter'], rejected: Readonly<Record<string, number>>, isUnseen: boolean): void {
    this.#ofMeter = rejected;
    this.set({ meter: state, ...(isUnseen && { meterUnseen: true }) });
  }

  reject(reason: string): void {
    this.#ofHouse.set(reason, (this.#ofHouse.get(reason) ?? 0) + 1);
    this.changed(this.body);
  }
}
