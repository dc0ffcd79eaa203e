// `npm start`: install and build if needed, then keep the control process running (systemd does the same on a gateway).
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, ensureBuilt, ensureInstalled } from './prepare.mjs';

/** Restarts begin well inside the 2 s that a home may be without its guard, and slow down only while control keeps dying. */
const RESTART_MS = [200, 500, 1000, 1500];
const SETTLED_MS = 60_000;
const STOPS = ['SIGTERM', 'SIGINT', 'SIGHUP'];
let stopping = false;
let failures = 0;

ensureInstalled();
ensureBuilt();
keepRunning();

function keepRunning() {
  const startedAt = performance.now();
  const control = spawn(process.execPath, [...controlFlags(), join(ROOT, 'dist/device/control.mjs'), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, TIDEWATT_RESTARTS: String(failures) },
  });
  const forward = (signal) => {
    stopping = true;
    control.kill(signal);
  };
  for (const signal of STOPS) process.on(signal, forward);
  control.on('exit', (code) => {
    for (const signal of STOPS) process.off(signal, forward);
    if (stopping || code === 0 || code === 2) process.exit(code ?? 0);
    failures = performance.now() - startedAt > SETTLED_MS ? 0 : failures + 1;
    process.stderr.write(`The control process ended (${code ?? 'killed'}); starting it again.\n`);
    setTimeout(keepRunning, RESTART_MS[Math.min(failures, RESTART_MS.length - 1)]);
  });
}

function controlFlags() {
  return ['--max-old-space-size=96', '--max-semi-space-size=2', '--enable-source-maps'];
}
