import { parentPort } from 'node:worker_threads';
import '../../device/house/storage/thread.ts';

/** The storage thread, which a test can make end at once, `{"exit": true}`, stand still, `{"block": ms}`, or run out of memory, `{"hog": true}`. */
parentPort?.on('message', (message: unknown) => {
  if (typeof message !== 'object' || message === null) return;
  if ('exit' in message) process.exit(1);
  if ('block' in message) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(message.block));
  const all: number[][] = [];
  while ('hog' in message) all.push(Array.from({ length: 10_000 }, Math.random));
});
