/** What a limit may be about: the whole connection either way, all controllable devices, or one phase of the import. */
export const LINES = ['import', 'export', 'controllable', 'L1', 'L2', 'L3'] as const;
export type LineName = (typeof LINES)[number];

/** What flows there as it really is, W in the direction of the limit. */
export interface Line {
  readonly flow: number;
  /** Of what nothing controls. */
  readonly base: number;
  /** Of devices that can be reached and obey. */
  readonly sheddable: number;
}

export type Lines = Readonly<Record<LineName, Line>>;

/** V of each phase in this world. */
export const VOLTS = 230;
