import type { ServerResponse } from 'node:http';

const NO_STORE = { 'content-type': 'application/json', 'cache-control': 'no-store' };

export function send(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { ...NO_STORE, ...headers }).end(`${JSON.stringify(body)}\n`);
}

/** A stable id, a sentence for the person, what to do. */
export const refuse = (response: ServerResponse, status: number, id: string, message: string, remedy: string, headers?: Readonly<Record<string, string>>): void =>
  send(response, status, { error: { id, message, remedy } }, headers);
