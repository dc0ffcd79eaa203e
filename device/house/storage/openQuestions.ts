import type { Question, QuestionKind, Questions } from './questions.ts';

interface Asking {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Questions on their way to the storage thread, by their numbers, until they are answered. */
export class OpenQuestions {
  readonly #asking = new Map<number, Asking>();
  #asked = 0;

  /** @throws what `fail` or `failAll` is told. */
  ask<K extends QuestionKind>(kind: K, asked: Questions[K]['asked'], say: (question: Question) => void): Promise<Questions[K]['answer']> {
    const ask = ++this.#asked;
    return new Promise((resolve, reject) => {
      // The thread answers a question of a kind with that kind's answer: one table types both.
      this.#asking.set(ask, { resolve: (answer) => resolve(answer as Questions[K]['answer']), reject });
      say({ type: 'ask', ask, kind, asked } as Question);
    });
  }

  answer(ask: number, answer: unknown): void {
    this.#asking.get(ask)?.resolve(answer);
    this.#asking.delete(ask);
  }

  fail(ask: number, reason: string): void {
    this.#asking.get(ask)?.reject(new Error(reason));
    this.#asking.delete(ask);
  }

  failAll(reason: string): void {
    for (const ask of [...this.#asking.keys()]) this.fail(ask, reason);
  }
}
