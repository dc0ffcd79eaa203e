import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Contract } from '#domain/signal/contract.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { FromControl, FromHouse } from '../channel.ts';
import { SignalCarrier } from '../signal/mqtt/carrier.ts';
import { SignalledTariff } from './signalledTariff.ts';

const isTariff = (body: unknown): boolean => typeof body === 'object' && body !== null && 'kind' in body && body.kind === 'tariff';

export interface OperatorsHost {
  readonly stateDir: string;
  /** What prices the home while no issuer has sent a table. */
  readonly tariff: Tariff;
  tell(message: FromHouse): void;
  publish(topic: string, payload: string): void;
  /** Home's wall time; null before control has said it. */
  now(): Instant | null;
  /** An accepted message for the people of the home: the machine of notices answers it. */
  message(id: string, issuer: string, body: unknown): void;
  /** Another tariff holds from now on. */
  tariffChanged(): void;
}

/** Operators at this home's broker: what they sign goes to control, what control lets in and is house's is kept here. */
export class Operators {
  private readonly carrier: SignalCarrier;
  private readonly signalled: SignalledTariff;
  private contracts: readonly Contract[] = [];

  constructor(private readonly host: OperatorsHost) {
    this.signalled = new SignalledTariff(join(host.stateDir, 'tariff-of-issuer.json'), host.tariff);
    const ways = { signed: (id: string, jws: string) => host.tell({ type: 'signed', id, jws }), publish: (topic: string, payload: string) => host.publish(topic, payload), now: () => host.now() };
    this.carrier = new SignalCarrier(ways, randomBytes(4).toString('hex'));
  }

  get tariff(): Tariff {
    return this.signalled.current;
  }

  hear(topic: string, jws: string): void {
    this.carrier.hear(topic, jws);
  }

  answered({ id, outcome, reason }: Extract<FromControl, { type: 'signal-answer' }>): void {
    this.carrier.answered(id, outcome, reason);
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

  private takeTariff(issuer: string, body: Parameters<SignalledTariff['take']>[0]): string | null {
    const [contract, now] = [this.contracts.find((one) => one.issuer === issuer), this.host.now()];
    if (!contract) return 'unknown-issuer';
    return now === null ? 'not-ready' : this.signalled.take(body, contract, now);
  }
}
