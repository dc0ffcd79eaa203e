import * as v from 'valibot';
import { eventRestSchema } from '#wire/message/eventRest.ts';
import type { RequestBody } from '#wire/message/request.ts';
import { typedTariffSchema } from '#wire/message/typedTariff.ts';
import { wishSchema } from '#wire/message/wishes.ts';
import type { FileToSave } from './exportPast.ts';
import type { HomeModel } from './homeModel.ts';

/** What people take along when they move: what they typed in and asked for, of no device and no building. */
const fileSchema = v.object({
  tidewatt: v.literal('household'),
  version: v.literal(1),
  /** ISO 8601, UTC. */
  saved: v.string(),
  currency: v.string(),
  tariffs: v.pipe(v.array(typedTariffSchema), v.maxLength(200)),
  wishes: v.pipe(v.array(wishSchema), v.maxLength(200)),
  rest: v.nullable(eventRestSchema),
});
export type HouseholdFile = v.InferOutput<typeof fileSchema>;

type Facts = HomeModel['facts'];

/** @param now the home's time, ms UTC. @returns null where nobody has typed in or asked for anything. */
export function householdFile({ tariff, wishes, eventRest, home }: Facts, now: number): FileToSave | null {
  const [tariffs, asked] = [tariff.body?.typed ?? [], wishes.body?.wishes ?? []];
  if (tariffs.length === 0 && asked.length === 0) return null;
  const saved = new Date(now).toISOString();
  const file: HouseholdFile = { tidewatt: 'household', version: 1, saved, currency: home.body?.currency ?? tariff.body?.currency ?? '', tariffs: [...tariffs], wishes: [...asked], rest: eventRest.body ?? null };
  return { name: `tidewatt-household-${saved.slice(0, 10)}.json`, type: 'application/json', text: `${JSON.stringify(file, null, 2)}\n` };
}

/** @returns null for a text that is no such file. */
export function readHouseholdFile(text: string): HouseholdFile | null {
  try {
    const read = v.safeParse(fileSchema, JSON.parse(text));
    return read.success ? read.output : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export interface BroughtIn {
  readonly asks: readonly RequestBody[];
  /** Of another currency, for a device that is not here, or for a time that is over. */
  readonly left: number;
}

/** What of a file this home can take, each as it is asked for on its screens. @param now the home's time, ms UTC. */
export function broughtIn(file: HouseholdFile, { devices, home }: Facts, now: number): BroughtIn {
  const tariffs = home.body?.currency === file.currency ? file.tariffs : [];
  const isHere = ({ device }: HouseholdFile['wishes'][number]): boolean => devices.body?.some(({ id }) => id === device) ?? false;
  const wishes = file.wishes.filter((wish) => isHere(wish) && (!('by' in wish) || wish.by > now));
  const asks: RequestBody[] = [
    ...tariffs.map((tariff) => ({ kind: 'tariff-typed' as const, tariff })),
    ...wishes.map((wish) => ({ kind: 'wish' as const, wish })),
    ...(file.rest === null ? [] : [{ kind: 'act' as const, act: { kind: 'event-rest' as const, rest: file.rest } }]),
  ];
  return { asks, left: file.tariffs.length - tariffs.length + file.wishes.length - wishes.length };
}
