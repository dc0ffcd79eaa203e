import type { Scenario } from '../../../device/bench/faults/scenario.ts';

/** Random mixtures that once broke a promise, as they were drawn. */
export const ONCE_FAILED: readonly (readonly [name: string, scenario: Scenario])[] = [
  [
    'a ramp longer than a minute is no failure to recover',
    { setting: { seed: 4, lag: { dead: 2_875, constant: 2_477 }, period: 10_000, phases: false, kettles: true }, phase: 'failsafe', incidents: [{ at: 223, fault: 'F11' }, { at: 257, limit: null }, { at: 416, fault: 'F08' }, { at: 440, fault: 'F26' }, { at: 470, fault: 'F08' }] },
  ],
  [
    'a meter that hangs while devices move',
    { setting: { seed: 147, lag: { dead: 2_394, constant: 6_726 }, period: 10_000, phases: false, kettles: true }, phase: 'idle', incidents: [{ at: 288, limit: 5_115 }, { at: 338, fault: 'F11' }, { at: 450, fault: 'F08' }, { at: 562, fault: 'F17' }] },
  ],
  [
    'a limit behind a lifting that cannot be stored',
    { setting: { seed: 20_270_138, lag: { dead: 424, constant: 5_906 }, period: 1_000, phases: false, kettles: true }, phase: 'limited', incidents: [{ at: 220, limit: 4_538 }, { at: 292, fault: 'F19' }, { at: 512, fault: 'F39' }] },
  ],
  [
    'a limit that comes after a restart without a meter',
    { setting: { seed: 20_270_151, lag: { dead: 536, constant: 4_181 }, period: 10_000, phases: false, kettles: false }, phase: 'idle', incidents: [{ at: 217, fault: 'F34' }, { at: 308, fault: 'F21' }, { at: 432, fault: 'F12' }, { at: 438, limit: 579 }, { at: 476, fault: 'F09' }] },
  ],
  [
    'a store that climbs slowly behind its ramp',
    { setting: { seed: 20_270_163, lag: { dead: 2_748, constant: 6_408 }, period: 1_000, phases: false, kettles: false }, phase: 'limited', incidents: [{ at: 304, limit: 3_309 }, { at: 370, fault: 'F27' }] },
  ],
  [
    'a roof out of reach after a restart without a meter',
    { setting: { seed: 1_012, source: 'lpp', lag: { dead: 2_962, constant: 3_293 }, period: 1_000, phases: true, kettles: true }, phase: 'idle', incidents: [{ at: 478, fault: 'F13' }, { at: 553, fault: 'F01' }, { at: 563, limit: 3_534 }, { at: 658, limit: null }] },
  ],
];
