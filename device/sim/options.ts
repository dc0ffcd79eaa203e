import { parseArgs } from 'node:util';

export interface SimOptions {
  readonly seed: number;
  readonly phases: 1 | 3;
  readonly zone: string;
  /** No roof: what the meter shows does not depend on the time of day. */
  readonly sunless: boolean;
  /** 0 takes a free port. */
  readonly p1Port: number;
  readonly modbusPort: number;
  /** zigbee2mqtt name of the plug; null = no plug. */
  readonly plug: string | null;
  readonly mqttPort: number | null;
  readonly mqttUser: string;
  readonly mqttSecret: string;
  readonly log: string | null;
  /** Ends with the process that started it. */
  readonly tied: boolean;
}

/** A flag that cannot be used as it was given. */
export class OptionError extends Error {
  readonly id = 'wrong-option';
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

const FLAGS = {
  seed: { type: 'string', default: '1' },
  phases: { type: 'string', default: '1' },
  zone: { type: 'string', default: 'Europe/Amsterdam' },
  sunless: { type: 'boolean', default: false },
  'p1-port': { type: 'string', default: '0' },
  'modbus-port': { type: 'string', default: '0' },
  plug: { type: 'string' },
  'mqtt-port': { type: 'string' },
  'mqtt-user': { type: 'string', default: 'device' },
  log: { type: 'string' },
  tied: { type: 'boolean', default: false },
} as const;

function whole(flag: string, text: string, most: number): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) > most) throw new OptionError(`--${flag} ${text} is no whole number from 0 to ${most}`, `give --${flag} a number`);
  return Number(text);
}

/**
 * @param env carries the secret: a command line can be read by everybody on the machine.
 * @throws OptionError for a flag or a value it does not know.
 */
export function readOptions(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): SimOptions {
  let values;
  try {
    ({ values } = parseArgs({ args: [...argv], options: FLAGS, strict: true }));
  } catch (cause) {
    throw new OptionError(cause instanceof Error ? cause.message : String(cause), `known: ${Object.keys(FLAGS).map((flag) => `--${flag}`).join(' ')}`);
  }
  if (values.phases !== '1' && values.phases !== '3') throw new OptionError(`--phases ${values.phases} is neither 1 nor 3`, 'give --phases 1 or 3');
  const port = (flag: 'p1-port' | 'modbus-port'): number => whole(flag, values[flag], 65_535);
  const mqttPort = values['mqtt-port'] === undefined ? null : whole('mqtt-port', values['mqtt-port'], 65_535);
  if (values.plug !== undefined && mqttPort === null) throw new OptionError('--plug needs a broker', 'give --mqtt-port, --mqtt-user and TIDEWATT_MQTT_SECRET in the environment too');
  return {
    seed: whole('seed', values.seed, 4_294_967_295),
    phases: values.phases === '3' ? 3 : 1,
    zone: values.zone,
    sunless: values.sunless,
    p1Port: port('p1-port'),
    modbusPort: port('modbus-port'),
    plug: values.plug ?? null,
    mqttPort,
    mqttUser: values['mqtt-user'],
    mqttSecret: env['TIDEWATT_MQTT_SECRET'] ?? '',
    log: values.log ?? null,
    tied: values.tied,
  };
}
