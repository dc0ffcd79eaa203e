import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Anything that can be watched. */
export interface Watchable {
  watch(watcher: () => void): () => void;
}

/** Draws its element again whenever one of the watched values changes, for as long as the element is on the page. */
export class Watching implements ReactiveController {
  #release: (() => void)[] = [];

  /** @param watched called on connection, when the element's properties are set. */
  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly watched: () => readonly Watchable[],
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#release = this.watched().map((one) => one.watch(() => this.host.requestUpdate()));
  }

  hostDisconnected(): void {
    for (const release of this.#release) release();
    this.#release = [];
  }
}
