import { afterEach, expect, it } from 'vitest';
import { initialHome, route } from '#domain/home/home.ts';
import { houseMachines, type HouseFacts } from '#domain/home/house.ts';
import type { AdmitEffect } from '#domain/wish/request.ts';
import type { PublishEffect } from '#domain/machine/effect.ts';
import type { Effect, HomeEvent } from '#domain/machine/machine.ts';
import { HOUR, MINUTE, ms, type Instant } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { readArrivals } from '#wire/message/arrivalsBody.ts';
import type { RequestBody } from '#wire/message/request.ts';
import { readProblem } from '#wire/problem.ts';
import { readTariff } from '#wire/tariff.ts';
import { GoeCharger } from '../../device/driver/charger/goeCharger.ts';
import { SimulatedCharger } from '../../device/sim/charger.ts';
import { serveModbus } from '../../device/sim/modbusServer.ts';
import { HandClock } from '../fakes/handClock.ts';

const ZONE = 'Europe/Berlin';
/** Monday 1 March 2027, 18:00 in Berlin. */
const EVENING = Date.UTC(2027, 2, 1, 17) as Instant;
const KWH = 1_000_000;
const TARIFF = { tidewatt: 'tariff', version: 2, name: 'T', currency: 'EUR', zone: ZONE, parts: [{ name: 'Energy', kind: 'energy', price: '0.30' }] };

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

/** House's machines, fed by a charger's driver on a real socket; what is stored is stored at once. */
class Home {
  readonly clock = new HandClock(EVENING);
  readonly charger = new SimulatedCharger(() => this.clock.now().mono);
  readonly #machines = houseMachines({ zone: ZONE });
  readonly #told = new Map<string, unknown>();
  #home = initialHome<HouseFacts>(this.#machines);
  #driver: GoeCharger | undefined;
  #asked = 0;

  async open(): Promise<this> {
    const { server, port } = await serveModbus(this.charger, 0);
    opened.push(() => server.close());
    this.#driver = new GoeCharger({ id: 'car', name: 'Car', host: '127.0.0.1', port, unit: 1, amps: 16, simulated: true }, this.clock);
    this.#driver.start();
    opened.push(() => this.#driver?.stop());
    await expect.poll(async () => (await this.#driver?.report())?.online).toBe(true);
    const read = readTariff(TARIFF);
    if (!read.ok) throw new Error(read.reason);
    this.#tell({ kind: 'tariff', tariff: read.tariff } as HomeEvent);
    return this;
  }

  /** So much later: the driver is asked, the meter reads, a second ticks. */
  async pass(time: number): Promise<void> {
    this.clock.pass(time);
    // Twice: what was asked before the time passed may still be on its way.
    await this.#driver?.report();
    const report = await this.#driver?.report();
    const descriptor = this.#driver?.descriptor();
    if (!report || !descriptor) throw new Error('the charger says nothing');
    this.#tell({ kind: 'devices', devices: [{ descriptor, report }] } as HomeEvent);
    const power = watts(400 + (report.power ?? 0));
    this.#tell({ kind: 'reading', reading: { meter: 'm', at: this.clock.now().wall, power, phases: {}, registers: [], period: ms(1_000), quality: 'measured' } } as HomeEvent);
    this.#tell({ kind: 'tick' });
  }

  charge(w: number): Promise<unknown> | undefined {
    return this.#driver?.command(watts(w), ms(60_000));
  }

  ask(body: RequestBody, revision: number): void {
    const terms = { id: `r${++this.#asked}`, revision, age: 0, timeToLive: 60_000, peer: 'current' };
    this.#tell({ kind: 'request-received', credential: 'phone', role: 'phone', request: terms, body, waited: 0 } as HomeEvent);
  }

  get arrivals(): ReturnType<typeof readArrivals> {
    return readArrivals(JSON.parse(JSON.stringify(this.#told.get('arrivals') ?? null)));
  }

  /** As a phone reads it: the car, and what is wanted of it. */
  get planned(): unknown {
    const read = readProblem(JSON.parse(JSON.stringify(this.#told.get('problem') ?? null)));
    if (!read.ok) throw new Error(read.reason);
    return { devices: read.problem?.devices.map(({ id, primitive }) => [id, primitive.kind === 'store' ? primitive.capacity : null]) ?? [], wishes: read.problem?.wishes.map(({ id }) => id) ?? [] };
  }

  #tell(event: HomeEvent): void {
    const routed = route(this.#machines, this.#home, event, this.clock.now());
    for (const { error } of routed.faults) throw error;
    this.#home = routed.home;
    for (const effect of routed.effects) this.#perform(effect);
  }

  #perform(effect: Effect): void {
    if (effect.kind === 'publish') this.#told.set((effect as PublishEffect).name, (effect as PublishEffect).body);
    if (effect.kind === 'admit') this.#tell((effect as AdmitEffect).event as HomeEvent);
    if (effect.kind === 'store') this.#tell({ kind: 'stored', id: effect.id } as HomeEvent);
  }
}

it('a charger that cannot tell how full its car is: nothing is assumed at first, then its usual until a person has said', async () => {
  const home = await new Home().open();
  await home.pass(1_000);
  expect(home.arrivals).toEqual([{ device: 'car', since: EVENING + 1_000, usual: null, by: EVENING + 13 * HOUR }]);
  expect(home.planned).toEqual({ devices: [], wishes: [] });

  // An hour at full power, and away.
  await home.charge(11_040);
  for (let minute = 0; minute < 60; minute++) await home.pass(MINUTE);
  home.charger.pluggedIn = false;
  await home.pass(MINUTE);
  expect(home.arrivals).toEqual([]);
  home.charger.pluggedIn = true;
  await home.pass(10 * MINUTE);
  const [{ usual, by } = { usual: null, by: 0 }] = home.arrivals;
  expect(usual).toBeGreaterThan(9 * KWH);
  expect(usual).toBeLessThan(12 * KWH);
  expect(home.planned).toEqual({ devices: [['car', usual]], wishes: ['assumed-car'] });

  home.ask({ kind: 'wish', wish: { kind: 'addedBy', id: 'added-car', device: 'car', rank: 2, by, energy: 4 * KWH } }, 0);
  await home.pass(MINUTE);
  expect(home.arrivals).toEqual([]);
  expect(home.planned).toEqual({ devices: [['car', 4 * KWH]], wishes: ['added-car'] });
});
