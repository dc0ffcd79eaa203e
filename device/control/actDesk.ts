import type { HouseholderAct, HouseholderAnswerEffect, HouseholderEvent } from '#domain/wish/householder.ts';
import type { FromControl } from '../channel.ts';

export interface ActHost {
  dispatch(event: HouseholderEvent): void;
  /** Resolves whether the present state is on the disk. */
  keep(): Promise<boolean>;
  post(message: FromControl): boolean;
}

/** People's acts on their way through the machines: answered when what they changed is kept; by nobody's machine, refused. */
export class ActDesk {
  private readonly open = new Map<string, Pick<HouseholderAnswerEffect, 'outcome' | 'reason'>>();

  constructor(private readonly host: ActHost) {}

  hear(id: string, act: HouseholderAct): void {
    this.open.set(id, { outcome: 'refused', reason: 'unknown-act' });
    this.host.dispatch({ kind: 'householder', id, act });
    void this.host.keep().then((kept) => this.answer(id, kept));
  }

  /** The machine's word. What is stored first is answered a second time, when it is. */
  told({ act, outcome, reason }: HouseholderAnswerEffect): void {
    const isStored = this.open.get(act)?.outcome === 'later';
    this.open.set(act, { outcome, reason });
    if (isStored) this.answer(act, true);
  }

  private answer(id: string, kept: boolean): void {
    const answer = this.open.get(id);
    if (!answer || answer.outcome === 'later') return;
    this.open.delete(id);
    const { outcome, reason } = answer;
    this.host.post({ type: 'act-answer', id, ...(outcome === 'done' && !kept ? { outcome: 'refused', reason: 'not-stored' } : { outcome, reason }) });
  }
}
