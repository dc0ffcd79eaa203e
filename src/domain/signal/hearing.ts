/** Whether operators are heard as their contracts say; `unconfirmed`: after the state was lost they may only tighten, until a person has spoken. */
export type Hearing = 'heard' | 'unconfirmed';

/** What the signals machine publishes of it for the pages. */
export interface HearingFacts {
  readonly operators: Hearing;
}
