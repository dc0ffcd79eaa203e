import { crc16, timestamp } from '#domain/sim/p1.ts';
import type { Instant } from '#domain/time/instant.ts';

/** A DSMR 5 telegram of one import power, with its check; `kilowatts` has three decimals. */
export function telegramText(kilowatts: string, at: Instant): string {
  const lines = ['1-3:0.2.8(50)', `0-0:1.0.0(${timestamp(at, 'Europe/Amsterdam')})`, '1-0:1.8.1(000001.000*kWh)', '1-0:2.8.1(000000.000*kWh)', `1-0:1.7.0(${kilowatts.padStart(6, '0')}*kW)`, '1-0:2.7.0(00.000*kW)'];
  const body = `/TWB5\\2BENCH\r\n\r\n${lines.join('\r\n')}\r\n!`;
  return `${body}${crc16(body)}\r\n`;
}
