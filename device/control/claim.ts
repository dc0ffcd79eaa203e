import { join } from 'node:path';
import type { Server } from 'node:net';
import { Refusal } from '#domain/units/refusal.ts';
import { fileFault } from '../fileFault.ts';
import { refuse } from './failure.ts';
import { serveSignals, type OnRequest } from './signalSocket.ts';
import { slotsOf } from './snapshot.ts';
import { openStateFile, type OpenedState } from './stateFile.ts';

const SOCKET = 'control.sock';

/** The state folder, ours alone: nobody else's gateway runs on it from here on. */
export class Claim {
  private onRequest: OnRequest = (_request, answer) => answer({ id: null, outcome: 'refused', reason: 'starting' });

  /** @throws Refusal when another gateway runs on the folder, or its files cannot be used. */
  static async of(folder: string, timeline: string): Promise<Claim> {
    // Until the home's time begins, a caller is told so; `claim` is there before the first of them can be heard.
    const server = await serveSignals(join(folder, SOCKET), (request, answer) => claim.onRequest(request, answer)).catch((error: unknown) => unusable(folder, error));
    const opened = await openStateFile(folder, slotsOf(timeline)).catch((error: unknown) => {
      server.close();
      return unusable(folder, error);
    });
    const claim = new Claim(server, opened);
    return claim;
  }

  private constructor(
    private readonly server: Server,
    readonly opened: OpenedState,
  ) {}

  /** Who answers the local socket from now on. */
  answerWith(onRequest: OnRequest): void {
    this.onRequest = onRequest;
  }

  /** Nobody is heard any more; the state file stays open for what is still to be kept. */
  hangUp(): void {
    this.server.close();
  }
}

function unusable(folder: string, error: unknown): never {
  if (error instanceof Refusal) throw error;
  throw refuse('state-unusable', `The state folder ${folder} cannot be used: ${fileFault(error)}.`, 'Give --state a folder that this user can read and write.');
}
