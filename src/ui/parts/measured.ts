import type { ReactiveController, ReactiveElement } from 'lit';

/** Before it is measured: a phone's card. */
const PHONE = 324;

/** The width of what an element draws in, px: charts are drawn at their true size, so that their text is text size. */
export class Measured implements ReactiveController {
  width = PHONE;
  #observer: ResizeObserver | undefined;

  /** @param part selector of what is measured inside the element. */
  constructor(
    private readonly host: ReactiveElement,
    private readonly part: string,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    const part = this.host.renderRoot.querySelector(this.part);
    if (this.#observer || !part) return;
    this.#observer = new ResizeObserver(([entry]) => this.#take(entry?.contentRect.width ?? 0));
    this.#observer.observe(part);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
  }

  #take(width: number): void {
    const whole = Math.floor(width);
    if (whole <= 0 || whole === this.width) return;
    this.width = whole;
    // In the next frame: drawn within the observation it would be observed again, which browsers report as an error.
    requestAnimationFrame(() => this.host.requestUpdate());
  }
}
