/** One line on standard error, for whoever looks after the gateway; never a secret, never a reading. */
export const log = (text: string): void => void process.stderr.write(`house: ${text}\n`);
