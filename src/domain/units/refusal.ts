/** What a refusal says: a stable id, a sentence for the person who asked, what to do, and detail for who repairs it. */
export interface Refused {
  readonly id: string;
  readonly message: string;
  readonly remedy: string;
  readonly detail?: string;
}

/** Input that cannot be used: `unusable` is not what it was said to be, `nothing-valid` was read and held nothing. */
export class Refusal extends Error implements Refused {
  readonly id: string;
  readonly remedy: string;
  readonly detail?: string;
  readonly kind: 'unusable' | 'nothing-valid';

  constructor(refused: Refused, kind: 'unusable' | 'nothing-valid' = 'unusable') {
    super(refused.message);
    this.name = 'Refusal';
    this.id = refused.id;
    this.remedy = refused.remedy;
    if (refused.detail !== undefined) this.detail = refused.detail;
    this.kind = kind;
  }
}
