import type { MeterKindName } from '#domain/meter/kinds.ts';

/** What stands between a home's meter and the gateway, by country: for the first run, and for docs/hardware.md, which says the same. */

/** Who has to do something before the meter speaks, and what. */
export type Opening =
  /** Nobody: it speaks. */
  | 'open'
  /** The householder, in the grid company's portal. */
  | 'portal'
  /** The grid company or whoever runs the meter, asked by the householder. */
  | 'operator'
  /** The householder, with a PIN that whoever runs the meter sends. */
  | 'pin'
  /** The maker of the adapter pairs it with the meter, from the householder's account there. */
  | 'pairing'
  /** There is no way in that the gateway knows: a clamp beside the meter measures instead. */
  | 'none'
  | 'unknown';

export type Adapter = 'p1-cable' | 'p1-wifi' | 'infrared-head' | 'han-adapter' | 'tic-adapter' | 'glow-display' | 'clamp';

export interface MeterWay {
  /** ISO 3166-1, two letters. */
  readonly country: string;
  /** As people there know it; proper names, in no language. */
  readonly meter: string;
  /** Null where none that is built reads it. */
  readonly kind: MeterKindName | null;
  readonly opening: Opening;
  /** It speaks encrypted, and whoever opens it also gives the key. */
  readonly key: boolean;
  readonly adapter: Adapter;
}

const way = (country: string, meter: string, kind: MeterWay['kind'], opening: Opening, adapter: Adapter, key = false): MeterWay => ({ country, meter, kind, opening, key, adapter });

/** Where several meters are in use a country has several rows, the most common first. */
export const METER_GUIDE: readonly MeterWay[] = [
  way('AT', 'Kaifa MA110M, MA309M (M-Bus)', 'dlms-push', 'portal', 'han-adapter', true),
  way('AT', 'Sagemcom T210-D, Siemens, Landis+Gyr E450', 'dlms-secured', 'portal', 'han-adapter', true),
  way('BE', 'Fluvius (P1)', 'p1', 'portal', 'p1-cable'),
  way('BE', 'ORES, RESA, Sibelga (P1)', 'p1', 'operator', 'p1-cable'),
  way('CH', 'Landis+Gyr E450, E360', 'dlms-secured', 'operator', 'han-adapter'),
  way('CZ', '', null, 'unknown', 'clamp'),
  way('DE', 'moderne Messeinrichtung, eHZ (SML)', 'sml', 'pin', 'infrared-head'),
  way('DK', 'Kamstrup Omnipower', 'dlms-secured', 'operator', 'han-adapter', true),
  way('EE', '', null, 'unknown', 'clamp'),
  way('ES', 'PRIME PLC', 'shelly', 'none', 'clamp'),
  way('FI', 'Aidon, Landis+Gyr E360 (H1, P1)', 'p1-elsewhere', 'operator', 'p1-cable'),
  way('FR', 'Linky (TIC)', 'tic-standard', 'open', 'tic-adapter'),
  way('GB', 'SMETS2', 'glow', 'pairing', 'glow-display'),
  way('HU', 'E.ON, MVM (P1)', 'p1-elsewhere', 'operator', 'p1-cable'),
  way('IE', 'ESB Networks', 'shelly', 'none', 'clamp'),
  way('IT', 'Open Meter (Chain 2)', 'shelly', 'none', 'clamp'),
  way('LT', 'ESO (P1)', 'p1-elsewhere', 'portal', 'p1-cable'),
  way('LU', 'Smarty (P1)', 'p1-elsewhere', 'operator', 'p1-cable', true),
  way('LV', '', null, 'unknown', 'clamp'),
  way('NL', 'DSMR 2 - 5 (P1)', 'p1', 'open', 'p1-cable'),
  way('NO', 'Aidon, Kaifa, Kamstrup (HAN)', 'dlms-push', 'portal', 'han-adapter'),
  way('PL', '', null, 'unknown', 'clamp'),
  way('PT', 'E-REDES EMI (Modbus)', 'shelly', 'none', 'clamp'),
  way('SE', 'H1 (P1, RJ12)', 'p1', 'operator', 'p1-cable'),
  way('SE', 'Aidon HAN (M-Bus, RJ45)', 'dlms-push', 'operator', 'han-adapter'),
  way('SI', '', null, 'unknown', 'clamp'),
];

/** What an adapter costs in shops, delivery left out; the year is that of the price. */
export interface AdapterPrice {
  readonly from: number;
  readonly to: number;
  readonly currency: 'EUR' | 'GBP';
  readonly year: number;
}

export const ADAPTER_PRICES: Readonly<Record<Adapter, AdapterPrice>> = {
  'p1-cable': { from: 12, to: 30, currency: 'EUR', year: 2025 },
  'p1-wifi': { from: 25, to: 60, currency: 'EUR', year: 2025 },
  'infrared-head': { from: 20, to: 50, currency: 'EUR', year: 2025 },
  'han-adapter': { from: 40, to: 130, currency: 'EUR', year: 2025 },
  'tic-adapter': { from: 15, to: 60, currency: 'EUR', year: 2025 },
  'glow-display': { from: 60, to: 90, currency: 'GBP', year: 2025 },
  clamp: { from: 50, to: 140, currency: 'EUR', year: 2025 },
};
