import type { HouseholderAct, HouseholderAnswerEffect, HouseholderEvent } from '#domain/wish/householder.ts';
import type { FromControl } from '../channel.ts';

export interface ActHost {
  dispatch(event: HouseholderEvent): void;
  /** Resolves whether the present state is on the disk. */
  keep(): Promise<boolean>;
  post(message: FromControl): boolean;
}

/** People's acts on their way through the machines: answered when what they changed is kept, or cannot be: then it holds until a restart, and that is the answer. By nobody's machine, refused. */
export class ActDesk {
  private readonly open = new Map<string, Pick<HouseholderAnswerEffect, 'outcome' | 'reason'> & { readonly asked: HouseholderAct }>();

  constructor(private readonly host: ActHost) {}

  hear(id: string, act: HouseholderAct): void {
    this.open.set(id, { outcome: 'refused', reason: 'unknown-act', asked: act });
    this.host.dispatch({ kind: 'householder', id, act });
    void this.host.keep().then((kept) => this.answer(id, kept));
  }

  /** The machine's word. What is stored first is answered a second time, when it is. */
  told({ act, outcome, reason }: HouseholderAnswerEffect): void {
    const open = this.open.get(act);
    if (!open) return;
    this.open.set(act, { outcome, reason, asked: open.asked });
    if (open.outcome === 'later') this.answer(act, true);
  }

  private answer(id: string, kept: boolean): void {
    const answer = this.open.get(id);
    if (!answer || answer.outcome === 'later') return;
    this.open.delete(id);
    const { outcome, reason, asked } = answer;
    // The log has it where house is there to take it; the act itself stands in the state file.
    if (outcome === 'done' && kept) this.host.post({ type: 'store', id: `act/${id}`, record: { kind: 'act', act: asked } });
    this.host.post({ type: 'act-answer', id, outcome, reason: outcome === 'done' && !kept ? 'not-kept' : reason });
  }
}
