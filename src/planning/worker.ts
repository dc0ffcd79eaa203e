/** A new plan worker; its code and WebAssembly are fetched now, not with the page. */
export const startPlanWorker = (): Worker => new Worker(new URL('../../workers/plan/index.ts', import.meta.url), { type: 'module', name: 'plan' });
