import { existsSync } from 'node:fs';

/** Made by systemd-timesyncd when it has set the clock since this boot of the machine (systemd-timesyncd.service(8)). */
const TIMESYNC = '/run/systemd/timesync/synchronized';
/** Real ms between two looks. */
const LOOK_EVERY = 10_000;

/**
 * Whether a source of time has set the machine's clock since its boot. Where nothing tells (another time daemon, a
 * container), the answer is no: a clock that may be wrong is not believed on how long the gateway was away.
 * @param mono running real ms.
 */
export function timeSynced(mono: () => number, file = TIMESYNC): () => boolean {
  let known = false;
  let lookedAt = Number.NEGATIVE_INFINITY;
  return () => {
    if (!known && mono() - lookedAt >= LOOK_EVERY) {
      known = existsSync(file);
      lookedAt = mono();
    }
    return known;
  };
}
