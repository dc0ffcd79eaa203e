import { proxy, wrap } from 'comlink';
import type { UsageFileOptions } from '#domain/meter/file/usageFile.ts';
import type { ReadAnswer, ReadService } from '#workers/own/service.ts';

export type { ReadAnswer } from '#workers/own/service.ts';

export interface UsageReading {
  readonly signal: AbortSignal;
  /** Bytes read so far. */
  readonly onProgress: (bytes: number) => void;
}

/**
 * Reads a person's own file in a worker of its own, which ends with it.
 * @throws the signal's reason when it was given up, Error when the worker ended or the file could not be read.
 */
export async function readUsageFile(file: Blob, options: UsageFileOptions, { signal, onProgress }: UsageReading): Promise<ReadAnswer> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('../../workers/own/index.ts', import.meta.url), { type: 'module', name: 'own-file' });
  const ended = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    worker.addEventListener('error', (event) => reject(new Error(`the reading worker ended: ${event.message}`)), { once: true });
  });
  try {
    return await Promise.race([wrap<ReadService>(worker).read(file, options, proxy(onProgress)), ended]);
  } finally {
    worker.terminate();
  }
}
