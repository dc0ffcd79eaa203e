import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { closeStores, type Stores } from './stores.ts';
import { companions, isSetAside } from './setAside.ts';

const STORES = ['journal.db', 'telemetry.db'];
const OTHERS = ['history', 'backup', 'ballast', 'store-id'];

const isOurs = (name: string): boolean =>
  OTHERS.includes(name) || STORES.some((store) => companions(store).includes(name) || name.startsWith(`${store}.before-`) || (name.startsWith(`${store}.`) && isSetAside(name)));

/** Removes both stores, their copies and chunks, and what was set aside. Nothing can be asked of them any more. */
export function eraseStores(stores: Stores): null {
  closeStores(stores);
  for (const name of readdirSync(stores.folder).filter(isOurs)) rmSync(join(stores.folder, name), { recursive: true, force: true });
  return null;
}
