import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readOptions, type StartOptions } from '../../../../device/control/options.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidewatt-options-'));
writeFileSync(join(folder, 'home.csv'), 'start,end,import_kwh\n');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (...argv: string[]): StartOptions => readOptions(argv, { folder, project: folder, zone: 'Europe/Berlin' });

describe('the command line of start', () => {
  it('without a flag is the simulated home on port 8080 with its state in the project', () => {
    expect(read()).toEqual({
      port: 8_080,
      mqttPort: null,
      stateDir: join(folder, 'state'),
      meter: { kind: 'simulated', seed: 1 },
      zone: 'Europe/London',
      from: null,
      to: null,
      speed: 1,
      lan: false,
      cert: null,
      key: null,
      tariff: null,
      devices: null,
      home: null,
    });
    expect(statSync(join(folder, 'state')).mode & 0o777).toBe(0o700);
  });

  it('reads a file against the caller\'s folder, and days in the home\'s zone', () => {
    const options = read('--replay', 'home.csv', '--columns', 'end=at,import_kwh=usage', '--label', 'end', '--from', '2023-03-26', '--to', '2023-03-27', '--speed', '600');
    expect(options.meter).toEqual({ kind: 'replay', file: join(folder, 'home.csv'), columns: 'end=at,import_kwh=usage', label: 'end' });
    // The day on which British clocks go forward has 23 hours.
    expect([options.from, options.to]).toEqual([Date.parse('2023-03-26T00:00:00Z'), Date.parse('2023-03-26T23:00:00Z')]);
    expect(options.speed).toBe(600);
  });

  it('takes the machine\'s zone for a real meter, and leaves an address as it is', () => {
    expect(read('--meter', 'tcp://10.0.0.9:23')).toMatchObject({ meter: { kind: 'meter', address: 'tcp://10.0.0.9:23', format: null }, zone: 'Europe/Berlin' });
    expect(read('--meter', 'capture.txt').meter).toMatchObject({ address: join(folder, 'capture.txt') });
  });

  it('leaves the address of a cable as it is, and takes the meter\'s key as digits, from a file, or from the environment', () => {
    const key = '00112233445566778899aabbccddeeff';
    writeFileSync(join(folder, 'meter.key'), `${key}\n`);
    const meter = ['--meter', 'serial:/dev/ttyUSB0'];
    expect(read(...meter).meter).toMatchObject({ address: 'serial:/dev/ttyUSB0', key: null });
    expect(read(...meter, '--meter-key', key).meter).toMatchObject({ key });
    expect(read(...meter, '--meter-key', 'meter.key').meter).toMatchObject({ key });
    expect(readOptions(meter, { folder, project: folder, zone: 'Europe/Berlin', meterKey: key }).meter).toMatchObject({ key });
  });

  it.each([
    ['an unknown flag', ['--sped', '600'], /^There is no flag --sped\.$/],
    ['a value that begins with a dash', ['--port', '-5'], /^--port needs a value, .*--port=VALUE\.$/],
    ['columns without a replay', ['--columns', 'end=at'], /^--columns .*replay/],
    ['a label beside a meter', ['--meter', 'tcp://a:1', '--label', 'end'], /^--label .*replay/],
    ['a beginning of the simulated home', ['--from', '2023-03-26'], /^--from /],
    ['an end of the simulated home', ['--to', '2023-03-26'], /^--to /],
    ['a beginning of a meter that is live', ['--meter', 'tcp://a:1', '--from', '2023-03-26'], /^--from /],
    ['a key of no meter', ['--meter-key', 'key.txt'], /^--meter-key .*--meter/],
    ['a key that is not there', ['--meter', 'tcp://a:1', '--meter-key', 'key.txt'], /--meter-key .*key\.txt.*not there/],
    ['a beginning of a meter at a cable', ['--meter', 'serial:/dev/ttyUSB0', '--from', '2023-03-26'], /^--from /],
    ['a format of no meter', ['--format', 'p1'], /^--format .*--meter/],
    ['a format of a replay', ['--replay', 'home.csv', '--format', 'p1'], /^--format .*--meter/],
    ['a seed beside a meter', ['--meter', 'tcp://a:1', '--seed', '3'], /^--seed .*simulated/],
    ['a seed beside a replay', ['--replay', 'home.csv', '--seed', '3'], /^--seed .*simulated/],
    ['a word that belongs to no flag', ['now'], /now/],
    ['a port that is none', ['--port', '65536'], /--port 65536/],
    ['a port that is empty', ['--port', ''], /--port/],
    ['a speed of nothing', ['--speed', '0'], /--speed 0/],
    ['a zone that is none', ['--zone', 'Europe/Atlantis'], /Atlantis/],
    ['a time that is none', ['--replay', 'home.csv', '--from', 'yesterday'], /yesterday/],
    ['a range that holds nothing', ['--replay', 'home.csv', '--from', '2023-03-27', '--to', '2023-03-26'], /2023-03-27/],
    ['two meters', ['--meter', 'tcp://a:1', '--replay', 'home.csv'], /--meter and --replay/],
    ['a replay that is not there', ['--replay', 'none.csv'], /none\.csv.*not there/],
    ['a replay that is a folder', ['--replay', '.'], /folder/],
    ['a label that is no side', ['--replay', 'home.csv', '--label', 'middle'], /middle/],
    ['a state folder that is a file', ['--state', 'home.csv'], /home\.csv/],
    ['a network bind without a certificate', ['--lan'], /certificate/],
    ['a certificate without its key', ['--cert', 'home.csv'], /key/],
    ['a certificate that is none', ['--cert', 'home.csv', '--key', 'home.csv'], /no PEM certificate/],
  ])('refuses %s with a sentence', (_what, argv, words) => expect(() => read(...argv)).toThrow(words));
});
