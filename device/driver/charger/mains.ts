/** V between phase and neutral in Europe (EN 60038). */
export const MAINS_VOLTS = 230;
