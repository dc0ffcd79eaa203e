import { waitUntil as waitShortly } from '@open-wc/testing';

/** ms that a busy machine may take to draw what a quiet one draws at once. */
const PATIENCE = 15_000;

/** Until it holds; a second, as the library gives, is too little where other work runs beside. */
export const waitUntil = (holds: Parameters<typeof waitShortly>[0], message?: string): Promise<void> => waitShortly(holds, message, { timeout: PATIENCE });
