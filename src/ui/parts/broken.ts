import type { Device, Plan, Wish } from '#wire/message/bodies.ts';
import type { Facts } from '../../state/facts.ts';
import type { WantsWords } from '../text/en/wants.ts';
import { deviceName } from '../format/doing.ts';
import { formatMoney } from '../format/money.ts';
import { formatEnergy, formatShare } from '../format/power.ts';
import { formatNear } from '../format/time.ts';
import type { Place } from './attentionWords.ts';

type Broken = Plan['broken'][number];
type Told = Pick<Place, 'words' | 'now' | 'zone' | 'currency'>;

const minutes = (tag: string, ms: number): string => new Intl.NumberFormat(tag, { style: 'unit', unit: 'minute', unitDisplay: 'long', maximumFractionDigits: 0 }).format(ms / 60_000);

/** These two lack money, and a home has one purse: what cures them says all. */
const isMoney = ({ cure }: Broken, wish: Wish | undefined): boolean => cure === 'top-up' || (wish?.kind === 'budget' && wish.of === 'money');

/** What cannot be met, by name, with what is missing (U24), and what would cure it. @param text null while the words of cures are on their way. */
export function brokenSaid(place: Told, { wishes, devices }: Pick<Facts, 'wishes' | 'devices'>, broken: Broken, text: WantsWords | null = null): string {
  const wish = wishes.body?.wishes.find((one) => one.id === broken.wish);
  const { plan, language } = place.words;
  const known = devices.body ?? [];
  const name = plan.broken(deviceName(known, broken.device ?? wish?.device ?? broken.wish));
  const cures = text ? curesOf(place, known, broken, wish, text) : [];
  if (isMoney(broken, wish)) return wish?.kind === 'budget' && text ? [plan.broken(text.budget.money(formatMoney(language.tag, wish.limit, place.currency))), ...cures].join(' ') : (cures[0] ?? name);
  const missing = wish?.kind === 'readyBy' ? plan.brokenTime(minutes(language.tag, broken.by)) : plan.brokenEnergy(formatEnergy(language.tag, broken.by));
  return [name, missing, ...cures].join(' ');
}

function curesOf(place: Told, devices: readonly Device[], broken: Broken, wish: Wish | undefined, { cure: text }: WantsWords): readonly string[] {
  const { tag } = place.words.language;
  const { cure, at, best, by } = broken;
  const more = isMoney(broken, wish) ? formatMoney(tag, by, place.currency) : formatEnergy(tag, by);
  const plain: Readonly<Record<string, string>> = { ...text.plain, 'higher-budget': text.more(more), 'top-up': text.topUp(more) };
  const capacity = devices.find(({ id }) => id === broken.device)?.capacity ?? null;
  const instead = best === undefined ? [] : [text.best(capacity === null ? formatEnergy(tag, best) : formatShare(tag, best / capacity))];
  const later = at === undefined ? [] : [text.at(formatNear(tag, at, place.zone, place.now))];
  return [...(plain[cure] === undefined ? [] : [plain[cure]]), ...instead, ...later];
}
