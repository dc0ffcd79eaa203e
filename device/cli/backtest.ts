import { Refusal } from '#domain/units/refusal.ts';
import type { Command } from './command.ts';

/** `tidewatt backtest` (FORMATS, backtest): named so that its absence is an answer, not an unknown command. */
export const backtest: Command = {
  name: 'backtest',
  usage: '(not built yet)',
  run: () =>
    Promise.reject(
      new Refusal({ id: 'backtest-not-built', message: 'backtest is not built yet.', remedy: 'What a year of usage costs under a tariff is answered by bill; what the planner makes of one day by plan.' }),
    ),
};
