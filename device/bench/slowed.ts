/** ms of a period in which a process may run at all; short beside what is measured. */
const SHARE_MS = 5;

const isGone = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ESRCH';

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // It ended meanwhile.
    if (!isGone(error)) throw error;
  }
}

/**
 * Lets processes run for a share of the time only, by stopping and continuing them: all their threads, workers too, which
 * the browser's own throttle leaves alone (Chromium: "only supported for pages, not workers").
 * @param times as slow. @returns how to end it.
 */
export function slow(pids: readonly number[], times: number): () => void {
  let ended = false;
  const beat = (running: boolean): void => {
    if (ended) return;
    for (const pid of pids) signal(pid, running ? 'SIGCONT' : 'SIGSTOP');
    setTimeout(() => beat(!running), running ? SHARE_MS : SHARE_MS * (times - 1));
  };
  beat(false);
  return () => {
    ended = true;
    for (const pid of pids) signal(pid, 'SIGCONT');
  };
}
