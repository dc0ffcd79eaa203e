import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from '#domain/signal/contract.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { FromControl, FromHouse, OperatorBroker } from '../channel.ts';
import { SignalCarrier } from '../signal/mqtt/carrier.ts';
import { OperatorLink } from './operatorLink.ts';
import { SignalledTariff } from './signalledTariff.ts';

const isTariff = (body: unknown): boolean => typeof body === 'object' && body !== null && 'kind' in body && body.kind === 'tariff';

export interface OperatorsHost {
  readonly stateDir: string;
  /** What prices the home at an instant, left out = now, while no issuer has sent a table. */
  readonly tariff: (at?: Instant) => Tariff;
  tell(message: FromHouse): void;
  publish(topic: string, payload: string): void;
  /** Home's wall time; null before control has said it. */
  now(): Instant | null;
  /** An accepted message for the people of the home: the machine of notices answers it. */
  message(id: string, issuer: string, body: unknown): void;
  /** Another tariff holds from now on. */
  tariffChanged(): void;
}

/** Operators, at this home's broker or at theirs: what they sign goes to control, what control lets in and is house's is kept here. */
export class Operators {
  /** That of the home's own broker first. */
  private readonly carriers: SignalCarrier[] = [];
  private links: readonly OperatorLink[] = [];
  private readonly signalled: SignalledTariff;
  /** Where a tariff that an issuer sent is kept. */
  private readonly sent: string;
  private contracts: readonly Contract[] = [];

  constructor(private readonly host: OperatorsHost) {
    this.sent = join(host.stateDir, 'tariff-of-issuer.json');
    this.signalled = new SignalledTariff(this.sent, host.tariff);
    this.carrierBy((topic, payload) => host.publish(topic, payload));
  }

  /** Goes to the brokers of operators; said again after a restart of house only. */
  connect(brokers: readonly OperatorBroker[]): void {
    if (this.links.length > 0) return;
    this.links = brokers.map((broker) => {
      const carrier = this.carrierBy((topic, payload) => link.publish(topic, payload));
      const link = new OperatorLink(broker, (topic, jws) => carrier.hear(topic, jws));
      return link;
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.links.map((link) => link.stop()));
  }

  /** What an issuer has sent is not on the disk any more. */
  erase(): void {
    rmSync(this.sent, { force: true });
  }

  get tariff(): Tariff {
    return this.signalled.current;
  }

  tariffAt(at: Instant): Tariff {
    return this.signalled.heldAt(at);
  }

  hear(topic: string, jws: string): void {
    this.carriers[0]?.hear(topic, jws);
  }

  answered({ id, outcome, reason }: Extract<FromControl, { type: 'signal-answer' }>): void {
    for (const carrier of this.carriers) carrier.answered(id, outcome, reason);
  }

  setContracts(contracts: readonly Contract[]): void {
    this.contracts = contracts;
  }

  /** Control has let it in by its contract; what it says is judged here. */
  forwarded({ id, issuer, body }: Extract<FromControl, { type: 'forward' }>): void {
    if (!isTariff(body)) return this.host.message(id, issuer, body);
    const reason = this.takeTariff(issuer, body);
    if (reason === null) this.host.tariffChanged();
    this.host.tell({ type: 'forwarded', id, outcome: reason === null ? 'done' : 'refused', reason });
  }

  private carrierBy(publish: (topic: string, payload: string) => void): SignalCarrier {
    const { host } = this;
    const carrier = new SignalCarrier({ signed: (id, jws, sender) => host.tell({ type: 'signed', id, jws, sender }), publish, now: () => host.now() }, randomBytes(4).toString('hex'));
    this.carriers.push(carrier);
    return carrier;
  }

  private takeTariff(issuer: string, body: Parameters<SignalledTariff['take']>[0]): string | null {
    const [contract, now] = [this.contracts.find((one) => one.issuer === issuer), this.host.now()];
    if (!contract) return 'unknown-issuer';
    return now === null ? 'not-ready' : this.signalled.take(body, contract, now);
  }
}
