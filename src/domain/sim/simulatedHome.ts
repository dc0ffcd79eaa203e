import { after, type Instant } from '../time/instant.ts';
import type { OffsetRun } from '../time/zone.ts';
import { milliWattHours, type MilliWattHours } from '../units/energy.ts';
import type { Watts } from '../units/power.ts';
import { restingBattery, stepBattery, type BatteryState } from './battery.ts';
import { parkedCar, stepCar, type CarState } from './car.ts';
import { chance, seedFor } from './chance.ts';
import { isWeekend } from './habits.ts';
import { stepHeater, warmTank, type HeaterState } from './heater.ts';
import { QUIET, stepLoad, type LoadState } from './load.ts';
import { offsetRun } from './localTime.ts';
import { neutralOrders, ordersLater, type CommandedDevice, type Orders } from './orders.ts';
import { isAway, outingOf, type Outing } from './outing.ts';
import { IDLE_PLUG, stepPlug, type PlugState } from './plug.ts';
import { DARK, stepPv, type PvState } from './pv.ts';
import { counted, registersFrom, type Registers } from './registers.ts';
import { command } from './reversion.ts';
import type { HomeSpec } from './spec.ts';
import { dayOfDraws, flowAt, type Draw } from './water.ts';

/** Whole W drawn (+) or produced (-) by each part in the last step; 0 for what the home does not have. */
export interface DevicePowers {
  readonly load: Watts;
  readonly pv: Watts;
  readonly battery: Watts;
  readonly plug: Watts;
  readonly heater: Watts;
  readonly car: Watts;
}

/** The habits of the local day under way (days since 1970 on the home's clock). */
interface DayPlan {
  readonly day: number;
  readonly outing: Outing | null;
  readonly draws: readonly Draw[];
}

/** The whole home as a value: the same spec, state and orders give the same next state. */
export interface SimulatedHome {
  readonly at: Instant;
  readonly offset: OffsetRun;
  readonly today: DayPlan;
  readonly load: LoadState;
  readonly pv: PvState;
  readonly battery: BatteryState;
  readonly plug: PlugState;
  readonly heater: HeaterState;
  readonly car: CarState;
  readonly orders: Orders;
  readonly powers: DevicePowers;
  /** Net power at the connection in the last step, + = import, and its parts on L1, L2, L3. */
  readonly grid: Watts;
  readonly phases: readonly [number, number, number];
  readonly registers: Registers;
  /** True in the meter's low rate (23:00 to 07:00 and weekends). */
  readonly lowRate: boolean;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;
const NO_POWERS = { load: 0, pv: 0, battery: 0, plug: 0, heater: 0, car: 0 } as DevicePowers;

const dayPlan = (spec: HomeSpec, day: number): DayPlan => ({
  day,
  outing: outingOf(seedFor(spec.seed, 'car'), day),
  draws: dayOfDraws(seedFor(spec.seed, 'water'), day, spec.people),
});

/** The home at rest at an instant, with stocks and registers that follow from the seed. */
export function simulatedHome(spec: HomeSpec, at: Instant): SimulatedHome {
  const drawn = (n: number): number => chance(spec.seed, 80, n);
  const part = (capacity: MilliWattHours | undefined, n: number): MilliWattHours => milliWattHours(Math.round((capacity ?? 0) * (0.3 + 0.4 * drawn(n))));
  const offset = offsetRun(at, spec.zone);
  return {
    at,
    offset,
    today: dayPlan(spec, Math.floor((at + offset.offset) / DAY)),
    load: QUIET,
    pv: DARK,
    battery: restingBattery(part(spec.battery?.capacity, 0)),
    plug: IDLE_PLUG,
    heater: warmTank(50 + 8 * drawn(1)),
    car: parkedCar(part(spec.car?.capacity, 2)),
    orders: neutralOrders(spec.neutral),
    powers: NO_POWERS,
    grid: 0 as Watts,
    phases: [0, 0, 0],
    registers: registersFrom(milliWattHours(4_000_000_000 + Math.round(drawn(3) * 1e9)), milliWattHours(1_500_000_000)),
    lowRate: true,
  };
}

/** The home with a device told something: @param setpoint W; @param timeout ms after which the device forgets it, null = never. */
export function told(home: SimulatedHome, device: CommandedDevice, setpoint: Watts, timeout: number | null): SimulatedHome {
  return { ...home, orders: { ...home.orders, [device]: command(setpoint, timeout) } };
}

/** The car's input at a local time: the trip is booked in the step in which it comes back. */
function carInput(home: SimulatedHome, today: DayPlan, time: number): { setpoint: Watts; pluggedIn: boolean; driven: MilliWattHours } {
  const pluggedIn = !isAway(today.outing, time);
  const driven = pluggedIn && !home.car.pluggedIn && today.outing ? today.outing.driven : (0 as MilliWattHours);
  return { setpoint: home.orders.car.setpoint, pluggedIn, driven };
}

/** Whole W on three phases; what does not divide by three goes on L1. */
function spread(on: [number, number, number], power: number): void {
  const third = Math.trunc(power / 3);
  on[0] += power - 2 * third;
  on[1] += third;
  on[2] += third;
}

/** Who is on which phase: roof and car on all three, battery on L1, tank on L2, plug on L3. */
function phasesOf(spec: HomeSpec, powers: DevicePowers, load: LoadState): [number, number, number] {
  if (spec.phases === 1) return [powers.load + powers.pv + powers.battery + powers.plug + powers.heater + powers.car, 0, 0];
  const on: [number, number, number] = [load.phases[0] + powers.battery, load.phases[1] + powers.heater, load.phases[2] + powers.plug];
  spread(on, powers.pv);
  spread(on, powers.car);
  return on;
}

const isLowRate = (day: number, time: number): boolean => isWeekend(day) || time < 7 * HOUR || time >= 23 * HOUR;

/** The home `ms` later: every part for itself, the meter counts their sum, and each device's own timer runs on. */
export function stepHome(spec: HomeSpec, home: SimulatedHome, ms: number): SimulatedHome {
  const offset = offsetRun(home.at, spec.zone, home.offset);
  const local = home.at + offset.offset;
  const day = Math.floor(local / DAY);
  const time = local - day * DAY;
  const today = day === home.today.day ? home.today : dayPlan(spec, day);
  const load = stepLoad(spec.load, home.load, local);
  const pv = spec.pv ? stepPv(spec.pv, home.pv, home.at, ms) : { state: home.pv, power: 0 as Watts };
  const battery = spec.battery ? stepBattery(spec.battery, home.battery, home.orders.battery.setpoint, ms) : { state: home.battery, power: 0 as Watts };
  const plug = spec.plug ? stepPlug(spec.plug, home.plug, home.orders.plug.setpoint > 0, ms) : { state: home.plug, power: 0 as Watts };
  const drawn = flowAt(today.draws, time);
  const heater = spec.heater ? stepHeater(spec.heater, home.heater, { setpoint: home.orders.heater.setpoint, drawn }, ms) : { state: home.heater, power: 0 as Watts };
  const car = spec.car ? stepCar(spec.car, home.car, carInput(home, today, time), ms) : { state: home.car, power: 0 as Watts };
  const powers = { load: load.power, pv: pv.power, battery: battery.power, plug: plug.power, heater: heater.power, car: car.power };
  const phases = phasesOf(spec, powers, load.state);
  const grid = (phases[0] + phases[1] + phases[2]) as Watts;
  const lowRate = isLowRate(day, time);
  return {
    at: after(home.at, ms),
    offset,
    today,
    load: load.state,
    pv: pv.state,
    battery: battery.state,
    plug: plug.state,
    heater: heater.state,
    car: car.state,
    orders: ordersLater(home.orders, spec.neutral, ms),
    powers,
    grid,
    phases,
    registers: counted(home.registers, grid, ms, lowRate),
    lowRate,
  };
}
