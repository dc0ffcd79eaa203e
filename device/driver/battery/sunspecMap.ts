import { DriverError } from '../driver.ts';
import type { ModbusClient } from '../../transport/modbus/client.ts';
import { MOST_READ } from '../../transport/modbus/frame.ts';
import { ModbusError } from '../../transport/modbus/client.ts';
import { BASES, CAPACITY_MODELS, COMMON, END_MODEL, INVERTERS, MARK, STORAGE, capacityOf, rateScaleOf, storageReading, textPoint, type FoundModel } from './sunspecModel.ts';

/** A map longer than this is not one: the walk ends. */
const MOST_MODELS = 64;

/** What a SunSpec battery is, read once a connection. */
export interface BatteryMap {
  readonly storage: FoundModel;
  readonly inverter: FoundModel | null;
  /** Manufacturer and model as the device names itself. */
  readonly name: string;
  /** W. */
  readonly maxCharge: number;
  readonly maxDischarge: number;
  /** Wh; null when no model says it. */
  readonly capacity: number | null;
  readonly rateScale: number;
}

/** @throws DriverError when the device has no map, or none that can be commanded. @throws ModbusError */
export async function readMap(client: ModbusClient): Promise<BatteryMap> {
  const models = await walk(client, await findBase(client));
  const storage = models.find(({ id }) => id === STORAGE.id);
  if (!storage) throw new DriverError('refused', 'the device has no SunSpec model 124: it cannot be commanded as a battery');
  const registers = await readModel(client, storage);
  const maxCharge = storageReading(registers).maxCharge;
  const rateScale = rateScaleOf(registers);
  if (maxCharge === null || rateScale === null) throw new DriverError('garbled', 'model 124 gives no charging power or no rate scale');
  const capacity = await readCapacity(client, models);
  return {
    storage,
    inverter: models.find(({ id }) => INVERTERS.includes(id)) ?? null,
    name: await readName(client, models),
    maxCharge,
    maxDischarge: capacity.maxDischarge ?? maxCharge,
    capacity: capacity.capacity,
    rateScale,
  };
}

async function findBase(client: ModbusClient): Promise<number> {
  for (const base of BASES) {
    const mark = await client.readHolding(base, MARK.length).catch(noSuchAddress);
    if (mark?.[0] === MARK[0] && mark[1] === MARK[1]) return base + MARK.length;
  }
  throw new DriverError('refused', 'no SunSpec map at 40000, 0 or 50000');
}

/** An address that the device refuses is an answer; anything else is a failure of the line. */
function noSuchAddress(error: unknown): null {
  if (error instanceof ModbusError && error.id === 'refused') return null;
  throw error;
}

async function walk(client: ModbusClient, start: number): Promise<FoundModel[]> {
  const models: FoundModel[] = [];
  for (let address = start; models.length < MOST_MODELS; ) {
    const [id = END_MODEL, length = 0] = await client.readHolding(address, 2);
    if (id === END_MODEL) break;
    models.push({ id, address, length });
    address += 2 + length;
  }
  return models;
}

/** The registers of a model, identifier and length included, as far as one request reaches. */
export const readModel = (client: ModbusClient, { address, length }: FoundModel): Promise<number[]> =>
  client.readHolding(address, Math.min(length + 2, MOST_READ));

async function readCapacity(client: ModbusClient, models: readonly FoundModel[]): Promise<ReturnType<typeof capacityOf>> {
  const model = models.find(({ id }) => CAPACITY_MODELS.includes(id));
  return model ? capacityOf(model.id, await readModel(client, model)) : { capacity: null, maxDischarge: null };
}

async function readName(client: ModbusClient, models: readonly FoundModel[]): Promise<string> {
  const model = models.find(({ id }) => id === COMMON.id);
  if (!model) return '';
  const registers = await readModel(client, model);
  const parts = [COMMON.manufacturer, COMMON.model].map((offset) => textPoint(registers, offset, COMMON.textLength));
  return parts.filter((part) => part !== '').join(' ');
}
