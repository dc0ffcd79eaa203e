import * as v from 'valibot';
import { linkAnswerSchema, phonesAnswerSchema, type Phone, type PhonesChange } from '#wire/pairing.ts';
import { askHome, type AskFailure, type Asking, type HomeAnswer } from './askHome.ts';

export type PhonesTold = { readonly ok: true; readonly phones: readonly Phone[] } | { readonly ok: false; readonly reason: AskFailure };
export type Invited = { readonly ok: true; readonly url: string } | { readonly ok: false; readonly reason: AskFailure };

/** The phones of a home, asked of its gateway. Nothing is thrown: how it ended is in the answer. */
export class Phones {
  constructor(private readonly asking: Asking) {}

  async list(): Promise<PhonesTold> {
    return told(await askHome(this.asking, 'phones', 'GET'));
  }

  /** @returns the phones after it. */
  async change(change: PhonesChange): Promise<PhonesTold> {
    return told(await askHome(this.asking, 'phones', 'POST', change));
  }

  /** A one-time link for another phone, good for ten minutes. */
  async invite(): Promise<Invited> {
    const answer = await askHome(this.asking, 'link', 'POST');
    if ('reason' in answer) return { ok: false, reason: answer.reason };
    const parsed = v.safeParse(linkAnswerSchema, answer.body);
    return parsed.success ? { ok: true, url: parsed.output.url } : { ok: false, reason: 'failed' };
  }
}

function told(answer: HomeAnswer): PhonesTold {
  if ('reason' in answer) return { ok: false, reason: answer.reason };
  const parsed = v.safeParse(phonesAnswerSchema, answer.body);
  return parsed.success ? { ok: true, phones: parsed.output.phones } : { ok: false, reason: 'failed' };
}
