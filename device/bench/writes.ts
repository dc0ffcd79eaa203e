import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { single, type Figure } from './figure.ts';
import { startGateway, tree, writtenBy, type BenchGateway } from './gateway.ts';

const DAY_S = 86_400;
const BALLAST = 64 * 2 ** 20;
const BALLAST_WITHIN = 180;
const PARTS = ['control', 'house', 'broker'] as const;
type Part = (typeof PARTS)[number];

/** Bytes that each process of a gateway has sent to the storage layer; the simulator is no part of one. */
function written(pid: number): Record<Part, number> {
  const all = tree(pid);
  const of = (part: Part): number => all.filter(({ command }) => command.includes(`/${part}.mjs`)).reduce((sum, each) => sum + writtenBy(each.pid), 0);
  return { control: of('control'), house: of('house'), broker: of('broker') };
}

/** The ballast is laid down once in a gateway's life: what a day writes is measured after it. */
async function untilBallastLies({ stateDir }: BenchGateway): Promise<void> {
  for (let second = 0; second < BALLAST_WITHIN; second++) {
    if ((statSync(join(stateDir, 'ballast'), { throwIfNoEntry: false })?.size ?? 0) >= BALLAST) return;
    await wait(1_000);
  }
  throw new Error(`the ballast was not laid down within ${BALLAST_WITHIN} s`);
}

/**
 * Bytes written by a gateway of a home whose meter speaks each second, from `/proc/PID/io` over a while and reckoned to a
 * day (DESIGN, Figures: 150 MB). The day's copies and sealing come on top, once a day: `bench month` has them, by the home's time.
 */
export async function benchWrites({ root, seconds }: { readonly root: string; readonly seconds: number }): Promise<Figure[]> {
  const gateway = await startGateway({ root });
  try {
    await untilBallastLies(gateway);
    const before = written(gateway.pid);
    await wait(seconds * 1_000);
    const after = written(gateway.pid);
    const aDay = (part: Part): number => ((after[part] - before[part]) / seconds / 1e6) * DAY_S;
    const whole = PARTS.reduce((sum, part) => sum + aDay(part), 0);
    return [
      single('written a day', whole, { unit: 'MB', budget: 150, extrapolated: true }),
      ...PARTS.map((part) => single(`of it by ${part}`, aDay(part), { unit: 'MB', extrapolated: true })),
      single('ballast, once', BALLAST / 1e6, { unit: 'MB' }),
    ];
  } finally {
    await gateway.stop();
    gateway.discard();
  }
}
