import type { LimitValue } from './limit.ts';
import { heartbeat, powerUp, timeOut, writeLimit, type LimitWrite, type LpcConfig, type LpcState, type LpcStateName, type WriteRefusal } from './lpc.ts';

/** One event of a trace; `t` in seconds, never decreasing. */
export type LpcEvent =
  | { readonly t: number; readonly event: 'heartbeat' | 'restart' | 'tick' }
  | { readonly t: number; readonly event: 'limit'; readonly write: LimitWrite };

/** A change of state or limit, or a refused write. */
export interface LpcLine {
  readonly t: number;
  readonly state: LpcStateName;
  readonly limit: LimitValue;
  readonly nack: WriteRefusal | null;
}

const line = (state: LpcState, t: number, nack: WriteRefusal | null = null): LpcLine => ({ t, state: state.name, limit: state.limit, nack });
const sameLimit = (a: LimitValue, b: LimitValue): boolean => (a.kind === 'limit' && b.kind === 'limit' ? a.w === b.w : a.kind === b.kind);
const isChange = (a: LpcState, b: LpcState): boolean => a.name !== b.name || !sameLimit(a.limit, b.limit);

function happened(state: LpcState, event: LpcEvent, config: LpcConfig): { readonly state: LpcState; readonly nack: WriteRefusal | null } {
  switch (event.event) {
    case 'heartbeat':
      return { state: heartbeat(state, event.t), nack: null };
    case 'restart':
      return { state: powerUp(config, event.t, state), nack: null };
    case 'limit':
      return writeLimit(state, event.write, event.t, config);
    case 'tick':
      return { state, nack: null };
  }
}

/** Plays events from power-up at `start` seconds; the first line is the state the trace begins in. */
export function lpcTrace(config: LpcConfig, start: number, events: readonly LpcEvent[]): readonly LpcLine[] {
  let state = powerUp(config, start);
  const lines = [line(state, start)];
  for (const event of events) {
    for (let late = timeOut(state, event.t, config); late; late = timeOut(state, event.t, config)) {
      state = late;
      lines.push(line(state, state.since));
    }
    const { state: next, nack } = happened(state, event, config);
    if (nack !== null || isChange(state, next)) lines.push(line(next, event.t, nack));
    state = next;
  }
  return lines;
}
