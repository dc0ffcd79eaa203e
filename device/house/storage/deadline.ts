/** A wait for something that is under way: where it is not over in time, that is said once. */
export class Deadline {
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param within real ms. */
  constructor(
    private readonly within: number,
    private readonly missed: () => void,
  ) {}

  begin(): void {
    this.end();
    this.#timer = setTimeout(this.missed, this.within);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
