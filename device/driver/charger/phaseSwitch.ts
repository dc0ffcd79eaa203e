import type { PhaseCount } from './goeModel.ts';

/** No current for so long, then the contactor may move; and so long after it before the car is offered anything, home ms (our choice). */
const QUIET = 5_000;
const SETTLE = 10_000;
/** A car that has not begun again by then does not want to, home ms. */
const RESUME = 30_000;
/** A switch that takes longer has failed: what the charger does is then told as it is. */
const LONGEST = 90_000;
/** A that a car takes while it does not charge. */
const CURRENT = 1;

type Stage =
  | { readonly kind: 'still' }
  | { readonly kind: 'emptying'; readonly to: PhaseCount; readonly began: number; readonly quietSince: number | null }
  | { readonly kind: 'settling'; readonly to: PhaseCount; readonly began: number; readonly since: number }
  | { readonly kind: 'resuming'; readonly began: number; readonly since: number };

/** What is to be done now for a switch of phases: nothing, or the contactor, or the offer that waited. */
export type Step = 'none' | 'contactor' | 'offer';

/** A change between one phase and three, never under load: charging is stopped, the current is seen to be gone, then the contactor moves. */
export class PhaseSwitch {
  private stage: Stage = { kind: 'still' };

  /** The phases that a running switch leads to; null while there is none. */
  get target(): PhaseCount | null {
    return 'to' in this.stage ? this.stage.to : null;
  }

  begin(to: PhaseCount, now: number): void {
    if (this.target !== to) this.stage = { kind: 'emptying', to, began: now, quietSince: null };
  }

  /** Nothing is waited for any more. */
  end(): void {
    this.stage = { kind: 'still' };
  }

  /** Under way until the car takes current again, and not for longer than it may take. */
  isBusy(now: number): boolean {
    return this.stage.kind !== 'still' && now - this.stage.began <= LONGEST;
  }

  /** @param amps of the phase that carries most; @param now home's monotonic ms. */
  look(amps: number, now: number): Step {
    const { stage } = this;
    if (stage.kind === 'still') return 'none';
    if (stage.kind === 'settling') return now - stage.since >= SETTLE ? 'offer' : 'none';
    if (stage.kind === 'resuming') {
      if (amps >= CURRENT || now - stage.since >= RESUME) this.end();
      return 'none';
    }
    const quietSince = amps < CURRENT ? (stage.quietSince ?? now) : null;
    this.stage = { ...stage, quietSince };
    return quietSince !== null && now - quietSince >= QUIET ? 'contactor' : 'none';
  }

  /** The car was offered current again. */
  offered(now: number): void {
    if (this.stage.kind === 'settling') this.stage = { kind: 'resuming', began: this.stage.began, since: now };
  }

  /** The contactor was told. */
  moved(now: number): void {
    if (this.stage.kind === 'emptying') this.stage = { kind: 'settling', to: this.stage.to, began: this.stage.began, since: now };
  }
}
