import { enedis } from './formats/enedis.ts';
import { homeAssistant } from './formats/homeAssistant.ts';
import { homeWizard } from './formats/homeWizard.ts';
import { p1Logger } from './formats/p1Logger.ts';
import { tidewatt } from './formats/tidewatt.ts';
import type { Layout, TableHead } from './layout.ts';

/** Says how a table of its kind is to be read; null for every other table. */
export type Recognise = (head: TableHead) => Layout | null;

/** Every kind of table that is known by its content: a new one is its file and a line here. The first that knows it counts. */
const KNOWN: readonly Recognise[] = [tidewatt, enedis, homeWizard, homeAssistant, p1Logger];

export function recognise(head: TableHead): Layout | null {
  for (const known of KNOWN) {
    const layout = known(head);
    if (layout) return layout;
  }
  return null;
}
