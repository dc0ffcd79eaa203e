import { lineMeter } from '../lineMeter.ts';
import { TIC_PERIOD } from './frameReading.ts';
import { TicStream } from './stream.ts';

/** Where a machine set to UTC stands; overseas they have zones of their own. */
export const TIC_ZONE = 'Europe/Paris';

/** The customer output (TIC) of Linky and of the electronic meters before it, in standard and historic mode (FR). */
export const tic = lineMeter({
  name: 'tic',
  called: 'a Linky meter',
  period: TIC_PERIOD,
  modes: [{ baud: 1_200, frame: '7E1' }, { baud: 9_600, frame: '7E1' }],
  stream: ({ zone }) => new TicStream(zone === 'UTC' || zone === 'Etc/UTC' ? TIC_ZONE : zone),
});
