import type { ControlEvent } from '#domain/home/control.ts';
import type { SignalAnswerEffect } from '#domain/limit/event.ts';
import type { ForwardEffect } from '#domain/signal/event.ts';
import type { Now } from '#domain/time/now.ts';
import type { FromControl } from '../channel.ts';
import type { SignedDoor } from '../signal/door.ts';
import { failsafeOf, heartbeatOf, limitOf, readLocalBox, type BoxSaid } from './localBox.ts';
import { readLocalContact } from './localContact.ts';
import { LARGEST_SEQUENCE, LOCAL_SOURCE, idOf, readLocalSignal } from './localSignal.ts';
import type { SocketAnswer } from './signalSocket.ts';

type Outcome = Pick<SignalAnswerEffect, 'outcome' | 'reason'>;
type Answer = (answer: Outcome) => void;

export interface SignalHost {
  dispatch(event: ControlEvent): void;
  /** To house; false when it is not there. */
  post(message: FromControl): boolean;
  now(): Now;
}

/** House answers within this, or has not stored what was handed on to it, real ms. */
const FORWARD_WAIT_MS = 3_000;
/** Longer than storing and house together may take, real ms: who asked has gone. */
const GIVEN_UP_AFTER_MS = 30_000;
const MOST_OPEN = 512;
/** A carrier repeats a message a few times, not without end. */
const MOST_COPIES = 16;

/** Signals on their way through the machines, under ids of our own: a sender's id need not be unique. Who asked gets the answer. */
export class SignalDesk {
  private readonly open = new Map<string, { readonly answer: Answer; readonly since: number }>();
  /** By sender and message: who waits for the answer to a message that is being judged. */
  private readonly copies = new Map<string, Answer[]>();
  private count = 0;

  /** @param localSequence the last number given to a local signal that brought none. */
  constructor(
    private readonly host: SignalHost,
    private readonly door: SignedDoor,
    public localSequence: number,
    private readonly mono: () => number = () => performance.now(),
  ) {}

  /** One request of the local socket: a contact, a control box's word, or a limit. */
  local(request: unknown, answer: (answer: SocketAnswer) => void): void {
    const id = idOf(request);
    const reply: Answer = ({ outcome, reason }) => answer({ id, outcome, reason });
    const contact = readLocalContact(request);
    if (contact) return this.host.dispatch({ ...contact, id: this.await(LOCAL_SOURCE, reply) });
    const box = readLocalBox(request);
    if (box) return this.fromBox(box, reply);
    if (isConfirmation(request)) return this.host.dispatch({ kind: 'operators-confirmed', id: this.await(LOCAL_SOURCE, reply) });
    const read = readLocalSignal(request, this.localSequence + 1, this.host.now());
    if (!read) return reply({ outcome: 'refused', reason: 'wrong-shape' });
    const { signal, numbered } = read;
    if (numbered && signal.sequence > LARGEST_SEQUENCE) return reply({ outcome: 'refused', reason: 'sequence-too-large' });
    // A number of ours is used up when it is given out; one of the caller only when it counts.
    if (!numbered) this.localSequence = signal.sequence;
    this.judge(signal, (judged) => {
      if (judged.outcome === 'done') this.localSequence = Math.max(this.localSequence, signal.sequence);
      reply(judged);
    });
  }

  /** A heartbeat is stored nowhere; anything else is answered when it is. A box speaks for its own source, and for nobody who signs. */
  private fromBox(box: BoxSaid, reply: Answer): void {
    if (this.door.signs(box.source)) return reply({ outcome: 'refused', reason: 'unknown-source' });
    switch (box.say) {
      case 'heartbeat':
        this.host.dispatch(heartbeatOf(box));
        return reply({ outcome: 'done', reason: null });
      case 'failsafe':
        return this.host.dispatch({ ...failsafeOf(box), id: this.await(LOCAL_SOURCE, reply) });
      case 'limit':
        this.localSequence += 1;
        return this.judge(limitOf(box, this.localSequence, this.host.now()), reply, box.peer);
    }
  }

  /**
   * A signed message is verified here and judged by the signals machine; whoever it goes on to answers it. One that comes
   * once more before that (MQTT 4.3.2: at least once) is the same message, not a replay: both get its answer.
   */
  signed(id: string, jws: string, sender: string): void {
    const answer = this.answerHouse(id);
    const message = `${sender}\n${jws}`;
    const waiting = this.copies.get(message);
    if (waiting) return waiting.length < MOST_COPIES ? void waiting.push(answer) : answer({ outcome: 'refused', reason: 'busy' });
    const found = this.door.verify(jws, sender);
    if (!found.ok) return answer({ outcome: 'refused', reason: found.reason });
    const { issuer, id: key, may } = found.key;
    this.host.dispatch({ kind: 'signed', id: this.await('signed', this.forCopies(message, answer)), issuer, key, may, claims: found.claims });
  }

  private forCopies(message: string, first: Answer): Answer {
    const waiting = [first];
    this.copies.set(message, waiting);
    return (outcome) => {
      this.copies.delete(message);
      for (const answer of waiting) answer(outcome);
    };
  }

  /** House stores it and says so; a house that is not there, or says nothing, has not stored it. */
  forward({ signed, issuer, body }: ForwardEffect): void {
    const lost: Outcome = { outcome: 'refused', reason: 'storage-down' };
    if (!this.host.post({ type: 'forward', id: signed, issuer, body })) return this.answered(signed, lost);
    setTimeout(() => this.answered(signed, lost), FORWARD_WAIT_MS).unref();
  }

  answered(signal: string, { outcome, reason }: Outcome): void {
    this.open.get(signal)?.answer({ outcome, reason });
    this.open.delete(signal);
  }

  private judge(signal: unknown, answer: Answer, peer?: string): void {
    this.host.dispatch({ kind: 'signal', id: this.await(LOCAL_SOURCE, answer), signal, ...(peer === undefined ? {} : { peer }) });
  }

  private answerHouse(id: string): Answer {
    return ({ outcome, reason }) => void this.host.post({ type: 'signal-answer', id, outcome, reason });
  }

  private await(kind: string, answer: Answer): string {
    this.giveUp();
    this.count += 1;
    const id = `${kind}/${this.count}`;
    this.open.set(id, { answer, since: this.mono() });
    return id;
  }

  /** What a machine that failed never answered; the oldest come first. */
  private giveUp(): void {
    for (const [id, { since }] of this.open) {
      if (this.open.size < MOST_OPEN && this.mono() - since <= GIVEN_UP_AFTER_MS) return;
      this.answered(id, { outcome: 'refused', reason: 'not-answered' });
    }
  }
}

/** `{id, confirm: 'operators'}` of a person on the premises. */
const isConfirmation = (request: unknown): boolean => typeof request === 'object' && request !== null && 'confirm' in request && request.confirm === 'operators';
