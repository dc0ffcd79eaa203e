export function writeServiceWorker(out: string): Promise<{ count: number; size: number; warnings: string[] }>;
export function precompress(out: string): Promise<number>;
export function finishApp(out: string): Promise<{ count: number; size: number; warnings: string[]; compressed: number }>;
