import { describe, expect, it } from 'vitest';
import type { GuardState } from '#domain/guard/event.ts';
import { keeping, type KeepingState, type LimitProof } from '#domain/proof/keeping.ts';

const START = Date.parse('2026-03-20T18:00:00Z');
const limit = (sequence: number, w: number): never => ({ source: 'dso', sequence, direction: 'import', scope: 'site', value: { kind: 'limit', w }, start: START, end: null }) as never;

class Record {
  state: KeepingState = keeping.initial;
  boot = 'one';
  readonly told: LimitProof[] = [];

  tell(second: number, event: unknown): this {
    const step = keeping.step(this.state, event as never, { wall: START + second * 1_000, mono: second * 1_000, boot: this.boot, trust: 'synced' } as never, {});
    this.state = JSON.parse(JSON.stringify(step.state)) as KeepingState;
    for (const effect of step.effects ?? []) this.told.push((effect as unknown as { record: LimitProof }).record);
    return this;
  }
  guard(second: number, guard: Partial<GuardState>): this {
    return this.tell(second, { kind: 'guard', guard: { limits: [], effectiveImport: { kind: 'none' }, binding: false, state: 'kept', excess: 0, ...guard } });
  }
  tick(second: number): this {
    return this.tell(second, { kind: 'tick' });
  }
  get steps(): string[] {
    return this.told.map(({ step, at, limits, excess }) => `${(at - START) / 1_000} ${step} ${limits.map(({ sequence }) => sequence).join()} ${excess}`);
  }
}

describe('how a limit was kept, for its operator', () => {
  it('is written down from applied to lifted, with who asked and what', () => {
    const record = new Record().guard(0, { limits: [limit(1, 4_200)] }).guard(5, { limits: [limit(1, 4_200)], binding: true }).guard(70, { limits: [limit(1, 4_200)] }).guard(90, {});
    expect(record.steps).toEqual(['0 applied 1 0', '5 binding 1 0', '70 free 1 0', '90 lifted 1 0']);
    expect(record.told[0]?.limits).toEqual([limit(1, 4_200)]);
  });

  it('tells a limit that cannot be kept once, and when it is kept again the worst there was, after a minute of it', () => {
    const missed = (excess: number): Partial<GuardState> => ({ limits: [limit(1, 500)], state: 'unkeepable', excess });
    const record = new Record().guard(0, missed(300)).guard(5, missed(900)).guard(6, { limits: [limit(1, 500)] }).tick(30).guard(40, missed(200)).guard(50, { limits: [limit(1, 500)] }).tick(109).tick(110);
    expect(record.steps).toEqual(['0 applied 1 0', '0 unkeepable 1 300', '110 kept 1 900']);
  });

  it('says nothing twice: the same word again, also after a restart, is no news', () => {
    const record = new Record().guard(0, { limits: [limit(1, 4_200)] });
    record.boot = 'two';
    record.guard(60, { limits: [limit(1, 4_200)] }).tick(61).guard(62, { limits: [limit(2, 4_000)] });
    expect(record.steps).toEqual(['0 applied 1 0', '62 applied 2 0', '62 lifted 1 0']);
  });
});
