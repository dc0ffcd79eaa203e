/** Across by at least this, and by twice as much as up or down, px. */
const FAR = 64;

/** A finger that wipes the page aside goes to the period before or after: buttons do the same. */
export class Swipe {
  #from: { readonly x: number; readonly y: number } | null = null;

  /** @param step so many periods later. */
  constructor(private readonly step: (steps: number) => void) {}

  readonly down = (event: PointerEvent): void => {
    // A slider is pulled aside too.
    const onControl = event.composedPath().some((one) => one instanceof HTMLInputElement || one instanceof HTMLSelectElement);
    this.#from = event.pointerType === 'touch' && !onControl ? { x: event.clientX, y: event.clientY } : null;
  };

  readonly up = (event: PointerEvent): void => {
    const from = this.#from;
    this.#from = null;
    if (!from) return;
    const [across, down] = [event.clientX - from.x, event.clientY - from.y];
    if (Math.abs(across) < FAR || Math.abs(across) < 2 * Math.abs(down)) return;
    // The time runs from left to right: pulled to the right, what was before comes in.
    this.step(across > 0 ? -1 : 1);
  };
}
