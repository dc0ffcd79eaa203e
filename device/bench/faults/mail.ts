import { ms, type Instant } from '#domain/time/instant.ts';
import { SignedDoor } from '../../signal/door.ts';
import type { OutsideEvent } from './controlProcess.ts';
import type { Said } from './owed.ts';
import type { Utterance } from './sender.ts';
import type { ContactReading } from './sources/contactBox.ts';
import { KEYS } from './sources/signed.ts';
import { OPERATOR } from './sources/voices.ts';
import type { VirtualTime } from './virtualTime.ts';

export interface MailHost {
  /** Whether house hands messages on now, and whether contacts are read. */
  takes(): boolean;
  reads(): boolean;
  /** As control has it, ms UTC. */
  wall(): Instant;
  dispatch(event: OutsideEvent): void;
  heard(said: Said): void;
  answered(said: Said, done: boolean): void;
  /** To who has sent it. */
  reply(id: string, done: boolean): void;
}

/** What comes from the source of limits and goes back to it; signatures are verified at the gateway's own door. */
export class Mail {
  private readonly open = new Map<string, { readonly said: Said; readonly copies: number }>();
  private readonly door: SignedDoor;
  private contacts = 0;

  constructor(
    private readonly time: VirtualTime,
    private readonly host: MailHost,
  ) {
    this.door = new SignedDoor(KEYS, () => time.at);
  }

  /** A new run of control answers nothing that the last one was asked. */
  forget(): void {
    this.open.clear();
  }

  /** A message at the gateway: house takes it, and hands it on to control. */
  carried({ id, carried, portions }: Utterance): void {
    if (!this.host.takes()) return;
    if (portions) this.await({ id, heardAt: this.time.at, portions });
    if ('event' in carried) return this.host.dispatch(carried.event(id, this.host.wall()));
    const found = this.door.verify(carried.jws, OPERATOR);
    if (found.ok) this.host.dispatch({ kind: 'signed', id, issuer: found.key.issuer, key: found.key.id, may: found.key.may, claims: found.claims });
    else this.answered(id, false);
  }

  /** Contacts as they are read. @param isTrue what they were; else what somebody makes of them. */
  contact({ closed, age, portion }: ContactReading, isTrue: boolean): void {
    if (!this.host.reads()) return;
    this.contacts += 1;
    const id = `c${this.contacts}`;
    if (isTrue) this.host.heard({ id, heardAt: this.time.at, portions: [portion] });
    this.host.dispatch({ kind: 'contact', id, source: OPERATOR, closed, age: ms(age) });
  }

  answered(id: string, done: boolean): void {
    const open = this.open.get(id);
    // A copy that the network made is refused as said before, and may be so while the first is still being kept.
    const isLast = done || !open || open.copies === 1;
    if (open && !isLast) this.open.set(id, { ...open, copies: open.copies - 1 });
    if (open && isLast) this.open.delete(id);
    if (open && isLast) this.host.answered(open.said, done);
    this.host.reply(id, done);
  }

  private await(said: Said): void {
    const open = this.open.get(said.id);
    this.open.set(said.id, { said: open?.said ?? said, copies: (open?.copies ?? 0) + 1 });
    if (!open) this.host.heard(said);
  }
}
