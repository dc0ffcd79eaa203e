import type { HomeMessage } from '#wire/message/home.ts';
import type { Now } from '#domain/time/now.ts';
import { PRODUCT_VERSION } from '#domain/home/version.ts';
import type { HouseOptions } from './options.ts';

/** Body of `state/home`. */
export const homeBody = ({ name, zone, currency, source, meterFormat }: HouseOptions, currencyOfTariff: string | null, now: Now, speed: number): HomeMessage => ({
  name,
  zone,
  currency: currencyOfTariff ?? currency,
  clock: { wall: now.wall, speed, trust: now.trust },
  source,
  gateway: PRODUCT_VERSION,
  ...(meterFormat !== undefined && { meterFormat }),
});
