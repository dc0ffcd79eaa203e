import { dirname, resolve } from 'node:path';
import * as v from 'valibot';
import type { BusAddress } from '../../transport/mqtt/client.ts';
import { readText } from '../options.ts';

const file = v.pipe(v.string(), v.minLength(1), v.maxLength(1_000));

/** A broker of the house that devices and meters speak at, in place of the gateway's own (docs/formats/home.md). */
export const deviceBusSchema = v.strictObject({
  host: v.pipe(v.string(), v.minLength(1), v.maxLength(253)),
  /** 1883, with `tls` 8883. */
  port: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535))), null),
  /** True: the authorities this machine knows; `ca`: PEM file of the one that is believed instead. */
  tls: v.optional(v.union([v.boolean(), v.strictObject({ ca: file })]), false),
  user: v.optional(v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(120))), null),
  /** Its first line is the password: secrets stand in no file that is shown around, and in no command line. */
  passwordFile: v.optional(v.nullable(file), null),
});

/** @param homeFile against whose folder file names are read. @throws Refusal when one cannot be read. */
export function busAddressOf({ host, port, tls, user, passwordFile }: v.InferOutput<typeof deviceBusSchema>, homeFile: string): BusAddress {
  const text = (what: string, name: string): string => readText(what, resolve(dirname(homeFile), name));
  return {
    host,
    port: port ?? (tls === false ? 1_883 : 8_883),
    credential: user,
    secret: passwordFile === null ? null : (text('deviceBus.passwordFile', passwordFile).split(/\r?\n/)[0] ?? ''),
    tls: tls === false ? null : { ca: tls === true ? null : text('deviceBus.tls.ca', tls.ca) },
  };
}
