import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { Refusal } from '#domain/units/refusal.ts';

/** Control or house answers at once, or after the journal has had its time. */
const ANSWER_MS = 6_000;

/** The folder that the gateway runs on: as given, from the caller's own folder, or the usual one. */
export const stateFolder = (given: string | undefined): string =>
  given === undefined ? join(import.meta.dirname, '..', '..', 'state') : resolve(process.env['INIT_CWD'] ?? process.cwd(), given);

/** One line of JSON to a socket in the state folder, and the line it answers. @throws Refusal when nobody answers. */
export function ask(path: string, request: unknown): Promise<unknown> {
  return new Promise((resolveAnswer, reject) => {
    const socket = connect(path, () => socket.write(`${JSON.stringify(request)}\n`));
    const fail = (message: string): void => {
      socket.destroy();
      reject(new Refusal({ id: 'gateway-not-running', message, remedy: 'Start it with npm start, or give --state the folder that it runs on.' }));
    };
    let text = '';
    socket.setTimeout(ANSWER_MS, () => fail(`The gateway at ${path} gave no answer.`));
    socket.on('error', () => fail(`No gateway answers at ${path}.`));
    socket.on('close', () => fail(`The gateway at ${path} gave no answer.`));
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8');
      if (!text.includes('\n')) return;
      resolveAnswer(JSON.parse(text.slice(0, text.indexOf('\n'))));
      socket.destroy();
    });
  });
}
