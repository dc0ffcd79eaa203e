import type { RequestBody } from '#wire/message/request.ts';
import type { AskFailure } from '../link/askHome.ts';
import { exportSlots, type FileToSave } from './exportPast.ts';
import type { BroughtIn } from './householdFile.ts';
import type { Session } from './session.ts';

type Moving = Pick<Session, 'model' | 'requests' | 'records' | 'status' | 'history'>;

/** Every half-hour that phone and home know. @returns null when there is none. @throws when the history cannot be had. */
export async function allHalfHours(home: Moving, place: { readonly zone: string; readonly currency: string }): Promise<FileToSave | null> {
  const past = await home.history();
  const days = await past.days();
  const now = home.model.clock.now();
  const first = days?.[0];
  return first && now !== null ? exportSlots(past, { span: 'all', start: first.start, end: now }, place, 'csv') : null;
}

/** Asks for one after another. @returns how many the home has taken. */
export async function bringIn({ requests, model }: Pick<Moving, 'requests' | 'model'>, { asks }: BroughtIn): Promise<number> {
  let taken = 0;
  for (const body of asks) {
    // A wish edits what the people of this home have asked for, each after the one before it.
    await requests.ask(body, body.kind === 'wish' ? (model.facts.wishes.body?.revision ?? null) : null);
    if (requests.asked.value.some((one) => one.progress === 'done' && isSame(one.body, body))) taken += 1;
  }
  return taken;
}

const isSame = (one: RequestBody, other: RequestBody): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What only those who leave have wanted of the gateway, and what it keeps apart from its records. */
const TAKEN_BACK: readonly RequestBody[] = [{ kind: 'resume' }, { kind: 'act', act: { kind: 'event-rest', rest: { mostPerDay: null, mostPerWeek: null, quiet: [] } } }];

/** Leaves the home to whoever comes next: no pause, no rest, no record and no phone of this household stays. @returns null when it is done. */
export async function leaveBehind(home: Moving): Promise<AskFailure | null> {
  if (home.status.value !== 'connected') return 'away';
  for (const body of TAKEN_BACK) await home.requests.ask(body, null);
  const kept = await home.records();
  return kept ? kept.erase('household') : 'away';
}
