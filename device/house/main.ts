import { join } from 'node:path';
import { Refusal } from '#domain/units/refusal.ts';
import type { FromControl, FromHouse } from '../channel.ts';
import { frontOf, type Front } from './certificate.ts';
import { refuse } from './failure.ts';
import { House } from './house.ts';
import { serveApp } from './http/server.ts';
import { StaticFiles } from './http/staticFiles.ts';
import { MqttPipes } from './http/upgrade.ts';
import { log } from './log.ts';
import { HomePrices } from './prices/homePrices.ts';
import { parseHouseOptions, type HouseOptions } from './options.ts';
import { CredentialFile } from './pairing/credentialFile.ts';
import { serveLinks } from './pairing/linkSocket.ts';
import { Pairing } from './pairing/pairing.ts';
import { prepareStateFolder } from '../stateFolder.ts';
import { readHomeTariff } from './tariffSource.ts';

/** Real ms to wait for the store at the start. */
const STORE_WITHIN = 5_000;
/** SIGTERM: everything is on the disk and the process gone by then, whatever hangs. */
const END_WITHIN = 1_900;
const WRONG_USE = 2;
/** What is made is nobody else's to read. */
const FOR_THIS_USER = 0o077;

const tell = (message: FromHouse): void => void (process.connected && process.send?.(message));

function appFiles(folder: string): StaticFiles {
  try {
    return new StaticFiles(folder);
  } catch (error) {
    throw refuse('app-not-built', `The app is not built: ${folder} cannot be read.`, 'Run npm start, which builds it.', error);
  }
}

const urlOf = ({ tls, host }: Front, port: number): string => `${tls ? 'https' : 'http'}://${host}:${port}/`;

/** House from its options to its answer. @returns what ends it. */
async function run(options: HouseOptions): Promise<() => Promise<void>> {
  const front = frontOf(options);
  const files = appFiles(options.appDir);
  prepareStateFolder(options.stateDir);
  const credentials = new CredentialFile(join(options.stateDir, 'credentials.json'));
  const house = new House({ options, prices: new HomePrices(options, readHomeTariff(options)), credentials, storageModule: new URL('./storage.mjs', import.meta.url), tell });
  // Before anything is waited for: a message that nobody listens to is lost.
  process.on('message', (message: FromControl) => message.type !== 'stop' && house.hear(message));
  const pairing = new Pairing(credentials);
  let url = '';
  const newLink = (): string => `${url}#link=${pairing.furtherToken()}`;
  const { server, port } = await serveApp(
    {
      front,
      files,
      pairing,
      pipes: new MqttPipes(() => house.webSocketPort),
      storeId: () => house.storeId,
      archive: house.archive,
      wall: () => house.wall,
      erase: () => house.erase(),
      // Control starts another one, which finds an empty home.
      erased: () => process.exit(),
      leave: () => {
        pairing.forgetAll();
        tell({ type: 'credentials', credentials: credentials.forBroker });
      },
      paired: () => tell({ type: 'credentials', credentials: credentials.forBroker }),
      newLink,
      fault: (error) => log(String(error)),
    },
    options.port,
  );
  url = urlOf(front, port);
  const links = serveLinks(options.stateDir, newLink, (error) => log(`no socket for "tidewatt link": ${error.message}`));
  tell({ type: 'credentials', credentials: credentials.forBroker });
  await house.start(STORE_WITHIN);
  const token = pairing.firstToken();
  tell({ type: 'ready', url, port, link: token === null ? null : `${url}#link=${token}`, storeId: house.storeId });
  return async () => {
    links.close();
    server.close();
    server.closeAllConnections();
    await house.stop();
  };
}

let stop: () => Promise<void> = async () => undefined;
let ending = false;

function end(): void {
  if (ending) return;
  ending = true;
  setTimeout(() => process.exit(), END_WITHIN);
  void stop().then(
    () => process.exit(),
    (error: unknown) => {
      log(String(error));
      process.exit();
    },
  );
}

// Of all its threads: SQLite makes its files itself.
process.umask(FOR_THIS_USER);
process.on('SIGTERM', end).on('SIGINT', end).on('disconnect', end);
process.on('message', (message: FromControl) => message.type === 'stop' && end());

try {
  stop = await run(parseHouseOptions(process.argv[2]));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.exitCode = WRONG_USE;
  const { id, message, remedy } = error;
  // The channel is written in the background: the process ends when control has the message.
  process.send?.({ type: 'failed', id, message, remedy } satisfies FromHouse, () => process.exit());
}
