import { expect, it } from 'vitest';
import { EdgeFaults } from '../../../../device/control/edgeFaults.ts';

it('each fault is counted; one that goes on each second is told once, and anew when it is another', () => {
  const said: string[] = [];
  let counted = 0;
  const faults = new EdgeFaults((sentence) => said.push(sentence.split('\n')[0] ?? ''), () => (counted += 1));
  for (let n = 0; n < 5; n++) faults.at('car', new TypeError('no such register'));
  faults.at('battery', 'broken');
  faults.at('car', new RangeError('too many'));
  expect([counted, said]).toEqual([7, [
    'The driver of car failed and counts as out of reach while it does: TypeError: no such register',
    'The driver of battery failed and counts as out of reach while it does: broken',
    'The driver of car failed and counts as out of reach while it does: RangeError: too many',
  ]]);
});
