/** What a household weighs beside money. Each is a price that the plan reckons with and no bill shows. */
export interface PlanWeights {
  /** Micro per kg of CO2 in what is bought. */
  readonly carbon: number;
  /** Micro per kWh through the connection, either way: what it is worth to need the grid less. */
  readonly independence: number;
  /** Micro per start of a device that has only a few powers. */
  readonly switching: number;
  /** Micro per hour in which a device is told otherwise than by the running plan. */
  readonly change: number;
}

export const NO_WEIGHTS: PlanWeights = { carbon: 0, independence: 0, switching: 0, change: 0 };
