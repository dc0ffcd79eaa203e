import type { Plan } from '#wire/message/bodies.ts';
import type { Facts } from '../../state/facts.ts';
import type { Words } from '../text/en.ts';
import { deviceName } from '../format/doing.ts';
import { formatEnergy } from '../format/power.ts';

const minutes = (tag: string, ms: number): string => new Intl.NumberFormat(tag, { style: 'unit', unit: 'minute', unitDisplay: 'long', maximumFractionDigits: 0 }).format(ms / 60_000);

/** What cannot be met, by name, with what is missing (U24). */
export function brokenSaid({ words }: { readonly words: Words }, { wishes, devices }: Pick<Facts, 'wishes' | 'devices'>, { wish: id, by }: Plan['broken'][number]): string {
  const wish = wishes.body?.wishes.find((one) => one.id === id);
  const { plan, language } = words;
  const name = wish ? deviceName(devices.body ?? [], wish.device) : id;
  const missing = wish?.kind === 'readyBy' ? plan.brokenTime(minutes(language.tag, by)) : plan.brokenEnergy(formatEnergy(language.tag, by));
  return `${plan.broken(name)} ${missing}`;
}
