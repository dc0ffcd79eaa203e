/** What a plan is for, by intent (U25). */
export const MODES = ['cheapest', 'greenest', 'self-reliant', 'comfort'] as const;
export type Mode = (typeof MODES)[number];

/** What the household wants of its plans. */
export interface Intent {
  readonly mode: Mode;
  /** What a kg of CO2 is worth to it, micro; null = the product's own figure. Counts in `greenest`. */
  readonly carbonPrice: number | null;
}

/** Until somebody chooses. */
export const CHEAPEST: Intent = { mode: 'cheapest', carbonPrice: null };
