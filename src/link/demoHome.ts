import type { OpenHome } from './portLink.ts';

/** The demo home: the same machines and simulated devices as in a house, in a worker of this page. */
export const openDemoHome: OpenHome = () => {
  const worker = new Worker(new URL('../../workers/home/index.ts', import.meta.url), { type: 'module' });
  return { port: worker, close: () => worker.terminate() };
};
