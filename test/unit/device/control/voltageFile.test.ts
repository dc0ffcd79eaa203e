import { describe, expect, it } from 'vitest';
import { parseHomeFile } from '../../../../device/control/homeFile.ts';

describe('the voltage of a home file', () => {
  it('fills what is left out with the product’s own thresholds', () => {
    expect(parseHomeFile('{"voltage":{"dangerHigh":270,"sag":210}}', 'home.json').voltage).toEqual({ nominal: 230, dangerHigh: 270, dangerLow: 160, dangerFor: 2, swell: 253, sag: 210 });
    expect(parseHomeFile('{}', 'home.json').voltage).toBeNull();
  });

  it.each(['{"voltage":{"sag":231}}', '{"voltage":{"swell":280}}', '{"voltage":{"dangerLow":"low"}}', '{"voltage":{"sags":200}}'])('%s ends the start with a sentence', (text) =>
    expect(() => parseHomeFile(text, 'home.json')).toThrow(/home\.json: voltage/),
  );
});
