import { svg, type TemplateResult } from 'lit';
import type { BarRoute } from './router.ts';

const PATHS: Readonly<Record<BarRoute | 'override', string>> = {
  now: 'M4 17a8 8 0 1 1 16 0M12 17l4-6',
  today: 'M5 20v-6M10 20V8M15 20V11M20 20V5',
  plan: 'M5 6h14M5 12h9M5 18h12',
  devices: 'M9 3v5M15 3v5M6 8h12v4a6 6 0 0 1-12 0zM12 18v3',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  override: 'M12 3v9M7 6.5a7.5 7.5 0 1 0 10 0',
};

/** The sign of a screen in the bar; its word stands beside it. */
export const icon = (route: BarRoute | 'override'): TemplateResult<2> => svg`<path d=${PATHS[route]}></path>`;
