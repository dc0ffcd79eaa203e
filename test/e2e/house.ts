import { startGateway, tree, type BenchGateway } from '../../device/bench/gateway.ts';
import { signal, until } from './chaosHome.ts';
import { Observer } from './observer.ts';
import { Phone } from './phone.ts';
import { ROOT, runToEnd, type Ended } from './process.ts';

/** `test/rooms.mjs` names another folder that a gateway was built into. */
const BUILT = process.env['TIDEWATT_ROOT'] ?? ROOT;

/** A real gateway for one test, with the phones that belong to it. */
export class TestHouse {
  readonly #phones: Phone[] = [];
  readonly #observers: Observer[] = [];

  private constructor(
    private gateway: BenchGateway,
    private readonly args: readonly string[],
  ) {}

  static async start(...args: readonly string[]): Promise<TestHouse> {
    return new TestHouse(await startGateway({ root: BUILT, args }), args);
  }

  /** Every process dies at once, and no other starts. */
  async die(): Promise<void> {
    const pids = tree(this.gateway.pid).map(({ pid }) => pid);
    for (const observer of this.#observers.splice(0)) observer.end();
    for (const pid of pids) signal(pid, 'SIGKILL');
    await until('all are gone', () => pids.every((pid) => tree(pid).length === 0));
  }

  /** Every process dies at once, and another gateway starts on what they left. @param damage done to the state folder in between. */
  async cutPower(damage: (stateDir: string) => void = () => undefined, args = this.args): Promise<void> {
    await this.die();
    damage(this.gateway.stateDir);
    this.gateway = await startGateway({ root: BUILT, args, stateDir: this.gateway.stateDir });
  }

  /** As after a power cut, with other arguments and on the same port: a page that is open finds it again. */
  async startAgain(...args: readonly string[]): Promise<void> {
    await this.cutPower(() => undefined, [...args, '--port', this.link.port]);
  }

  /** The one-time link that the gateway printed. */
  get link(): URL {
    return new URL(this.gateway.url);
  }

  /** `tidewatt COMMAND …` on this gateway's state folder, to its end. */
  tidewatt(...args: readonly string[]): Promise<Ended> {
    return runToEnd(`${ROOT}dist/device/cli.mjs`, [...args, '--state', this.gateway.stateDir]);
  }

  get stateDir(): string {
    return this.gateway.stateDir;
  }

  /** A further one-time link, asked for at the gateway's own keyboard. */
  async furtherLink(): Promise<URL> {
    const { stdout, stderr } = await this.tidewatt('link');
    const answer = JSON.parse(stdout || '{}') as { url?: string };
    if (answer.url === undefined) throw new Error(`no link: ${stdout} ${stderr}`);
    return new URL(answer.url);
  }

  async phone(): Promise<Phone> {
    const phone = await Phone.buy();
    this.#phones.push(phone);
    return phone;
  }

  async observer(link: URL): Promise<Observer> {
    const observer = await Observer.pair(link);
    this.#observers.push(observer);
    return observer;
  }

  /** Pid of a part of the gateway by its bundle's name, undefined when it does not run. */
  pid(name: string): number | undefined {
    return tree(this.gateway.pid).find(({ command }) => command.includes(`/${name}.mjs`))?.pid;
  }

  async end(): Promise<void> {
    for (const observer of this.#observers) observer.end();
    await Promise.all(this.#phones.map((phone) => phone.throwAway()));
    for (const { pid } of tree(this.gateway.pid)) process.kill(pid, 'SIGCONT');
    await this.gateway.stop();
    this.gateway.discard();
  }
}
