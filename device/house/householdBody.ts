import type { FromControl } from '../channel.ts';
import type { HouseOptions } from './options.ts';

type Told = Extract<FromControl, { readonly type: 'household' }>['household'];

/** Body of `state/household`; what a meter is worth is of interest where there is one. */
export const householdBody = ({ operators, charging, metering }: Told, source: HouseOptions['source']) => ({
  operators,
  charging,
  ...(source === 'meter' && { generation: metering.generation, generationByFile: metering.byFile, meterDoubted: metering.doubted }),
});
