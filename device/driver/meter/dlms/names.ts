import { nameOf } from '../p1/names.ts';
import { obisText } from './object.ts';

/** Codes of push lists beside those that all meters share (papers of Aidon, Kaifa and Kamstrup on their HAN ports). */
const NAMES: Readonly<Record<string, string>> = {
  '1-0:0.2.129': 'Name of the list',
  '1-1:0.2.129': 'Name of the list',
  '0-0:96.1.0': 'Meter serial number',
  '0-0:96.1.7': 'Meter type',
  '1-1:96.1.1': 'Meter type',
  '1-1:0.0.5': 'Connection number (GS1)',
  '0-0:1.0.0': 'Clock',
  '0-1:1.0.0': 'Clock',
};

/** In English, null for a code that is not in the tables. */
export function pushName(code: readonly number[]): string | null {
  const obis = obisText(code);
  const [medium = 0, channel = 0, c, d, e] = code;
  return NAMES[obis] ?? nameOf({ medium, channel, code: `${c}.${d}.${e}` });
}
