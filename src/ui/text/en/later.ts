/** Words that come with their screen. */
export const later = {
  account: async () => (await import('./account.ts')).account,
  answers: async () => (await import('./answers.ts')).answers,
  advising: async () => (await import('./advising.ts')).advising,
  charging: async () => (await import('./charging.ts')).charging,
  demo: async () => (await import('./demo.ts')).demo,
  devices: async () => (await import('./devices.ts')).devices,
  display: async () => (await import('./display.ts')).display,
  help: async () => (await import('./help.ts')).help,
  history: async () => (await import('./history.ts')).history,
  money: async () => (await import('./money.ts')).money,
  moving: async () => (await import('./moving.ts')).moving,
  own: async () => (await import('./own.ts')).own,
  preview: async () => (await import('./preview.ts')).preview,
  refusals: async () => (await import('./refusals.ts')).refusals,
  settings: async () => (await import('./settings.ts')).settings,
  setup: async () => (await import('./setup.ts')).setup,
  slots: async () => (await import('./slots.ts')).slots,
  terms: async () => (await import('./terms.ts')).terms,
  wants: async () => (await import('./wants.ts')).wants,
  warnings: async () => (await import('./warnings.ts')).warnings,
  whatIf: async () => (await import('./whatIf.ts')).whatIf,
};

export type LaterWords = { readonly [S in keyof typeof later]: Awaited<ReturnType<(typeof later)[S]>> };

/** What another language has to bring: a missing screen fails the type check. */
export type Later = { readonly [S in keyof LaterWords]: () => Promise<LaterWords[S]> };
