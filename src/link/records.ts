import { askHome, type AskFailure, type Asking } from './askHome.ts';

/** The records that a gateway keeps of its home. */
export class Records {
  constructor(private readonly asking: Asking) {}

  /** Removes them all, for good. @param erase `household`: every phone is unlinked too. @returns null when it is done, else why it is not. */
  async erase(erase: 'everything' | 'household' = 'everything'): Promise<AskFailure | null> {
    const answer = await askHome(this.asking, 'api/erase', 'POST', { erase });
    return 'reason' in answer ? answer.reason : null;
  }
}
