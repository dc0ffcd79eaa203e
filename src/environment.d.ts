/** Set by vite.config.ts: true in the folder built for static hosts. */
declare const __TIDEWATT_DEMO__: boolean;
