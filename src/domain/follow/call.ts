import { fullPower } from '../device/device.ts';
import type { SensedDevice } from '../device/sense.ts';
import type { Policy } from '../plan/act.ts';
import type { Demand, StandingCall } from '../signal/call.ts';
import { watts, ZERO_POWER, type Watts } from '../units/power.ts';
import type { Choice } from './chosen.ts';
import { shareOut } from './share.ts';

type Store = Extract<SensedDevice['descriptor']['primitive'], { kind: 'store' }>;
const hold = (power: number): Policy => ({ kind: 'hold', power: watts(power) });
const lower = (power: Watts, most: number): Watts => watts(Math.min(power, most));

/** A battery can give back; a car that only charges is a load that stores. */
const battery = ({ descriptor: { primitive } }: SensedDevice): Store | null => (primitive.kind === 'store' && primitive.maxDischarge > 0 ? primitive : null);

/** The largest import in W that a policy may ask. */
function mostOf({ device: { descriptor }, chosen: { policy } }: Choice): number {
  if (policy.kind === 'hold') return Math.max(0, policy.power);
  if (policy.kind !== 'run') return Math.max(0, policy.max);
  return descriptor.primitive.kind === 'profile' ? Math.max(0, ...descriptor.primitive.powers) : 0;
}

/** The same policy, going no higher than `most` W: what nobody wants on is not turned on by a call for less. */
function capped(choice: Choice, most: number): Policy {
  const { policy } = choice.chosen;
  if (mostOf(choice) <= most) return policy;
  if (policy.kind === 'hold') return hold(lower(policy.power, most));
  if (policy.kind === 'follow') return { ...policy, min: lower(policy.min, most), max: lower(policy.max, most) };
  if (policy.kind === 'atLeast') return { ...policy, power: lower(policy.power, most), max: lower(policy.max, most) };
  return hold(0);
}

/** W a device could be raised to. A run is the household's to start, and a full store takes nothing. */
function takes({ device: { descriptor, report } }: Choice): number {
  const { primitive } = descriptor;
  const isFull = primitive.kind === 'store' && report?.stored != null && report.stored >= primitive.capacity;
  return isFull ? 0 : (fullPower(primitive) ?? 0);
}

function raised(choice: Choice, least: number): Policy {
  const { primitive } = choice.device.descriptor;
  if (takes(choice) <= 0) return choice.chosen.policy;
  if (primitive.kind === 'store') return { kind: 'atLeast', power: watts(least), max: primitive.maxCharge };
  const modes = primitive.kind === 'modes' ? primitive.powers.filter((power) => power >= least) : [Math.max(least, choice.device.descriptor.minimum)];
  return hold(Math.max(mostOf(choice), Math.min(...modes)));
}

/** How one kind of call changes the choices; `share` in W, endless where no power is stated. */
interface Response {
  /** W of the call's power that a device has a part in; 0 = none. */
  part(choice: Choice): number;
  /** Whether the power is a ceiling: then a device that cannot run at its part leaves it to the others. */
  readonly ceiling: boolean;
  policy(choice: Choice, share: number): Policy;
}

/** W where a call states none: nothing at all for less, all there is for more. */
const NOTHING_STATED: Readonly<Record<Demand, number>> = { 'less-demand': 0, 'more-demand': Infinity, 'less-generation': Infinity, 'more-generation': Infinity };

const RESPONSES: Readonly<Record<Demand, Response>> = {
  'less-demand': {
    ceiling: true,
    part: (choice) => (battery(choice.device) ? 0 : mostOf(choice)),
    policy(choice, share) {
      const store = battery(choice.device);
      return store ? { kind: 'follow', min: -store.maxDischarge as Watts, max: ZERO_POWER, grid: ZERO_POWER } : capped(choice, share);
    },
  },
  'more-demand': { ceiling: false, part: takes, policy: (choice, share) => raised(choice, Math.min(share, takes(choice))) },
  'less-generation': {
    ceiling: true,
    part: ({ device }) => battery(device)?.maxDischarge ?? 0,
    policy({ device, chosen }, share) {
      const store = battery(device);
      return store ? { kind: 'follow', min: -Math.min(store.maxDischarge, share) as Watts, max: store.maxCharge, grid: ZERO_POWER } : chosen.policy;
    },
  },
  'more-generation': {
    ceiling: false,
    part: ({ device }) => battery(device)?.maxDischarge ?? 0,
    policy({ device, chosen }, share) {
      const store = battery(device);
      return store ? hold(-Math.min(store.maxDischarge, share)) : chosen.policy;
    },
  },
};

/** Firm calls are dispatch; an overridable one that runs, and an offer that was taken up, are events (DESIGN, one order). */
export const bySource = (calls: readonly StandingCall[], source: 'dispatch' | 'event'): readonly StandingCall[] =>
  calls.filter(({ status, firmness }) => status === 'running' && (firmness === 'firm') === (source === 'dispatch'));

/** Less has the last word over more, and the later call over the earlier. */
const MORE_FIRST: readonly Demand[] = ['more-demand', 'more-generation', 'less-generation', 'less-demand'];
const inOrder = (calls: readonly StandingCall[]): readonly StandingCall[] => [...calls].sort((a, b) => MORE_FIRST.indexOf(a.demand) - MORE_FIRST.indexOf(b.demand) || a.receivedAt - b.receivedAt);

function answer(choices: readonly Choice[], call: StandingCall, source: 'dispatch' | 'event', isSpared: (choice: Choice) => boolean): readonly Choice[] {
  const response = RESPONSES[call.demand];
  const isCalled = (choice: Choice): boolean => call.devices.includes(choice.device.descriptor.id) && !(call.demand === 'less-demand' && isSpared(choice));
  const parts = choices.filter(isCalled).map((choice) => ({ device: choice.device.descriptor, part: response.part(choice) }));
  const shares = shareOut(call.power ?? NOTHING_STATED[call.demand], parts, response.ceiling);
  return choices.map((choice) => {
    if (!isCalled(choice)) return choice;
    const policy = response.policy(choice, shares.get(choice.device.descriptor.id) ?? 0);
    return policy === choice.chosen.policy ? choice : { ...choice, chosen: { policy, decidedBy: source, act: null, stops: source === 'dispatch' } };
  });
}

/** What the running calls of one source make of the choices below them. @param isSpared comfort that no call for less may touch. */
export const answerCalls = (choices: readonly Choice[], calls: readonly StandingCall[], source: 'dispatch' | 'event', isSpared: (choice: Choice) => boolean): readonly Choice[] =>
  inOrder(bySource(calls, source)).reduce((so, call) => answer(so, call, source, isSpared), choices);
