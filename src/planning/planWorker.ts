import { releaseProxy, wrap, type Remote } from 'comlink';
import type { PlanService } from '#domain/plan/answer.ts';

/** An idle worker that has loaded the solver holds about 50 MB: it is dropped after this, unless it is kept warm. */
const IDLE = 10_000;
/** ms that work which was given up may still take: ending a worker costs the next call its start. */
const GRACE = 100;

interface Running {
  readonly worker: Worker;
  readonly service: Remote<PlanService>;
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));

const failed = (worker: Worker): Promise<never> =>
  new Promise((_, reject) => worker.addEventListener('error', (event) => reject(new Error(`the plan worker ended: ${event.message}`)), { once: true }));

const withinGrace = (work: Promise<unknown>): Promise<boolean> =>
  new Promise((resolve) => {
    const late = setTimeout(() => resolve(false), GRACE);
    void work.catch(() => undefined).then(() => {
      clearTimeout(late);
      resolve(true);
    });
  });

/** One worker that does one call after the other. Its work cannot be interrupted: what is given up and not soon over ends with its worker. */
export class PlanWorker {
  #running: Running | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #idle: ReturnType<typeof setTimeout> | undefined;
  #warm = false;

  constructor(private readonly start: () => Worker) {}

  /** @param warmUp what is loaded ahead while it is kept. */
  keepWarm(warm: boolean, warmUp: (service: Remote<PlanService>) => Promise<unknown> = () => Promise.resolve()): void {
    this.#warm = warm;
    if (warm) void warmUp(this.#connect().service);
    else this.#dropWhenIdle();
  }

  /** @throws the signal's reason within 100 ms of its being given up, Error when the worker ended. */
  call<T>(work: (service: Remote<PlanService>) => Promise<T>, signal: AbortSignal): Promise<T> {
    const turn = this.#queue.then(() => this.#run(work, signal));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #run<T>(work: (service: Remote<PlanService>) => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    clearTimeout(this.#idle);
    const { worker, service } = this.#connect();
    const answer = work(service);
    try {
      return await Promise.race([answer, aborted(signal), failed(worker)]);
    } catch (error) {
      if (!signal.aborted || !(await withinGrace(answer))) this.#drop();
      throw error;
    } finally {
      this.#dropWhenIdle();
    }
  }

  #connect(): Running {
    if (this.#running) return this.#running;
    const worker = this.start();
    this.#running = { worker, service: wrap<PlanService>(worker) };
    return this.#running;
  }

  #dropWhenIdle(): void {
    clearTimeout(this.#idle);
    if (!this.#warm) this.#idle = setTimeout(() => this.#drop(), IDLE);
  }

  #drop(): void {
    this.#running?.service[releaseProxy]();
    this.#running?.worker.terminate();
    this.#running = undefined;
  }
}
