import type { DeviceDescriptor } from '#domain/device/device.ts';
import type { ControlFacts } from '#domain/home/control.ts';
import { watts, ZERO_POWER, type Watts } from '#domain/units/power.ts';

type Direction = 'import' | 'export';
type Facts = Readonly<Partial<Pick<ControlFacts, 'limits' | 'phaseLimits' | 'ladderLimits' | 'devices'>>>;

/** Ways in which an operator, or the failsafe for one, or a power threshold limits the home; contract and fuse hold whoever is there. */
const limitedWays = ({ limits = [], phaseLimits = [], ladderLimits = [] }: Facts): ReadonlySet<Direction> =>
  new Set([...[...limits, ...phaseLimits].filter(({ origin }) => origin === 'signal'), ...ladderLimits].map(({ direction }) => direction));

const givesOf = ({ primitive }: DeviceDescriptor): boolean => (primitive.kind === 'store' && primitive.maxDischarge > 0) || (primitive.kind === 'envelope' && primitive.min < 0);

/**
 * W at which a device is left when control goes; null = at its own default. What declares no fallback (DESIGN, Signal ->
 * limit -> guard) may do all it can by itself, so where a limit holds that way it is left off, or at what protects it.
 */
export function leftAt(facts: Facts): (device: DeviceDescriptor) => Watts | null {
  const ways = limitedWays(facts);
  return (device) => {
    const isConcerned = (ways.has('import') && device.rating > 0) || (ways.has('export') && givesOf(device));
    if (device.fallback.kind !== 'none' || !isConcerned) return null;
    const state = facts.devices?.find(({ descriptor }) => descriptor.id === device.id);
    return state?.decidedBy === 'minimum' && state.asked !== null ? watts(state.asked) : ZERO_POWER;
  };
}

/** What is said at the end of the devices that stay where they are, for nothing else tells that they wait for somebody. */
export function leftOff(facts: Facts): readonly string[] {
  const leaves = leftAt(facts);
  return (facts.devices ?? []).flatMap(({ descriptor }) => {
    const left = leaves(descriptor);
    const how = left === 0 ? 'off' : `at ${left} W`;
    return left === null ? [] : [`${descriptor.name} is left ${how}, because a limit holds: it stays so until this gateway runs again, or somebody switches it at the device.`];
  });
}
