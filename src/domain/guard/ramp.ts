import type { DeviceId } from '../device/device.ts';
import { changed, feasible, type Ask } from './ask.ts';
import type { Commanded } from './command.ts';

/** How what was cut may come back: W in this pass, and who waits for chance. */
export interface Return {
  /** W by which cuts of the whole home may shrink in this pass. */
  readonly rise: number;
  /** A release is waited out: no cut shrinks, except by a person's hand. */
  readonly held: boolean;
  readonly byHand: ReadonlySet<DeviceId>;
}

/**
 * A cut grows at once and shrinks slowly: the home rises by `rise` W in this pass, those kept longest first. It is the
 * cut that is slowed and not the power, so a battery on self-consumption stays quick while a limit is being lifted.
 */
export function ramped(asks: readonly Ask[], commanded: Readonly<Record<DeviceId, Commanded>>, { rise, held, byHand }: Return): readonly Ask[] {
  let left = rise;
  return asks.map((ask) => {
    const before = commanded[ask.id];
    const cut = before?.cut ?? 0;
    if (!before || cut <= 0) return withCut(ask, below(ask));
    const waits = held && !byHand.has(ask.id);
    const given = waits ? 0 : Math.min(left, Math.max(0, cut - below(ask)));
    left -= given;
    const most = Math.max(before.command?.setpoint ?? Math.min(0, ask.power), ask.request - (cut - given));
    if (ask.power <= most) return withCut(ask, below(ask));
    return { ...changed(ask, feasible(ask, most), waits ? 'delay' : 'ramp'), cut: Math.max(0, ask.request - most) };
  });
}

const withCut = (ask: Ask, cut: number): Ask => (cut === ask.cut ? ask : { ...ask, cut });

/** W that an ask has lost on its way. */
const below = (ask: Ask): number => Math.max(0, ask.request - ask.power);
