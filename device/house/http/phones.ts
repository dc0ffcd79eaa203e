import type { IncomingMessage, ServerResponse } from 'node:http';
import * as v from 'valibot';
import { phonesChangeSchema } from '#wire/pairing.ts';
import { isOwnOrigin } from '../../origin.ts';
import type { AnswerSources } from './answers.ts';
import { jsonBody } from './jsonBody.ts';
import { pairedName } from './paired.ts';
import { refuse, send } from './say.ts';

type Sources = Pick<AnswerSources, 'pairing' | 'paired'>;

/** `GET /phones`: who is let in. `POST /phones`: one of them is called something, or shut out; whoever asks may shut itself out too. */
export async function answerPhones(sources: Sources, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isOwnOrigin(request)) return refuse(response, 403, 'foreign-origin', 'This page does not belong to the home.', 'Ask from the home’s own page.');
  const name = pairedName(sources.pairing, request, response);
  if (name === undefined) return;
  if (request.method === 'POST' && !(await isChanged(sources, request, response))) return;
  send(response, 200, sources.pairing.phones(name));
}

/** Whether what was asked is done; what cannot be is answered. */
async function isChanged({ pairing, paired }: Sources, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const body = v.safeParse(phonesChangeSchema, await jsonBody(request));
  if (!body.success) refuse(response, 400, 'wrong-body', 'The request does not say what to change.', 'Send {"do":"call","name":…,"label":…} or {"do":"shut-out","name":…}.');
  else if (!pairing.change(body.output)) refuse(response, 404, 'no-such-phone', 'No phone of this name is linked.', 'Ask for the list again.');
  else {
    paired();
    return true;
  }
  return false;
}
