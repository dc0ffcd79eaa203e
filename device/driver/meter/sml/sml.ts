import { lineMeter } from '../lineMeter.ts';
import { SML_PERIOD } from './listReading.ts';
import { SmlStream } from './stream.ts';

/** The optical port of German meters, 9600 8N1 (SML 1.04; FNN Lastenheft EDL and Basiszähler). */
export const sml = lineMeter({ name: 'sml', called: 'an SML meter', period: SML_PERIOD, modes: [{ baud: 9_600, frame: '8N1' }], stream: () => new SmlStream() });
