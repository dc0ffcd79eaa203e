import { DEMO_HISTORY, DEMO_HISTORY_ANSWER, parseDemoAnswer, type DemoQuestion } from '#wire/port.ts';
import { failureOf, HistoryError, type AskHistory } from './historySource.ts';
import type { PortLink } from './portLink.ts';
import { randomId } from './requestText.ts';

/** ms: a demo home that lives through its past answers when it has arrived. */
const PATIENCE = 30_000;

/** The history of a demo home: a gateway's paths and answers, over its port. */
export const historyOverPort = (link: Pick<PortLink, 'tell' | 'onMessage'>): AskHistory =>
  (path, signal) =>
    new Promise((resolve, reject) => {
      const question: DemoQuestion = { id: randomId(), path };
      const end = (): void => {
        release();
        clearTimeout(timer);
        signal.removeEventListener('abort', away);
      };
      const away = (): void => {
        end();
        reject(new HistoryError('away'));
      };
      const release = link.onMessage((topic, payload) => {
        const answer = topic === DEMO_HISTORY_ANSWER ? parseDemoAnswer(payload) : undefined;
        if (answer?.id !== question.id) return;
        end();
        const failure = failureOf(answer.status);
        if (failure) reject(new HistoryError(failure));
        else resolve(new TextEncoder().encode(answer.text));
      });
      const timer = setTimeout(away, PATIENCE);
      signal.addEventListener('abort', away);
      if (signal.aborted) return away();
      link.tell(DEMO_HISTORY, question);
    });
