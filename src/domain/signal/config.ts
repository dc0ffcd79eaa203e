import type { DeviceId } from '../device/device.ts';
import type { Instant } from '../time/instant.ts';
import type { DeviceClass } from './call.ts';
import type { Contract } from './contract.ts';

/** Which devices of the home a call may be about. */
export interface Aims {
  readonly classes: Readonly<Record<DeviceId, DeviceClass>>;
  readonly circuits: Readonly<Record<string, readonly DeviceId[]>>;
}

export interface SignalsConfig {
  readonly contracts: readonly Contract[];
  readonly aims: Aims;
  /** IANA, of the home. */
  readonly zone: string;
  /** No instant of the home is before it. */
  readonly floor: Instant;
  /** ms that the machine had been up when this run began: a supply that came back started it. */
  readonly upBefore: number;
  /** Names the machine's boot; null where it cannot be told. */
  readonly machineBoot: string | null;
  /** Ids of withdrawn keys by issuer, as they are known beside the kept state: that may have been lost. */
  readonly revoked: Readonly<Record<string, readonly string[]>>;
}
