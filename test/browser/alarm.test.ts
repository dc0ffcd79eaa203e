import { aTimeout, expect } from '@open-wc/testing';
import type { StateBodies } from '#wire/message/index.ts';
import { AlarmSound } from '../../src/ui/app/alarmSound.ts';
import { warnedLadder } from '../../src/ui/gallery/exampleAttention.ts';
import { homeMessages, TOLD_AT } from '../../src/ui/gallery/exampleHome.ts';
import { chosen, homeOnScreen, type HomeInTest } from './home.ts';

/** What goes to the loudspeaker, heard at a tap in front of it. */
class Ear {
  readonly tap: AnalyserNode;

  constructor(context: AudioContext) {
    this.tap = new AnalyserNode(context, { fftSize: 2_048 });
  }

  /** The loudest sample and the strongest frequency in Hz of the last 46 ms; null = silence. */
  hear(): { readonly peak: number; readonly hertz: number } | null {
    const samples = new Float32Array(this.tap.fftSize);
    this.tap.getFloatTimeDomainData(samples);
    const peak = Math.max(...samples.map(Math.abs));
    const bins = new Float32Array(this.tap.frequencyBinCount);
    this.tap.getFloatFrequencyData(bins);
    return peak < 0.001 ? null : { peak, hertz: (bins.indexOf(Math.max(...bins)) * this.tap.context.sampleRate) / this.tap.fftSize };
  }
}

const connect = AudioNode.prototype.connect;
let ears: { readonly context: BaseAudioContext; readonly ear: Ear }[] = [];

/** Every node that is led to a loudspeaker is led to an ear as well. */
function listening(this: AudioNode, ...given: Parameters<typeof connect>): ReturnType<typeof connect> {
  const [target] = given;
  if (target instanceof AudioDestinationNode && this.context instanceof AudioContext) {
    let known = ears.find(({ context }) => context === this.context);
    if (!known) ears.push((known = { context: this.context, ear: new Ear(this.context) }));
    const tap: AudioNode = known.ear.tap;
    Reflect.apply(connect, this, [tap]);
  }
  return Reflect.apply(connect, this, given) as ReturnType<typeof connect>;
}

/** The two tones of one beep, as they were heard within a second; an empty list is silence. */
async function heard(): Promise<readonly number[]> {
  const tones: number[] = [];
  for (let look = 0; look < 40; look++) {
    await aTimeout(25);
    for (const { ear } of ears) {
      const sound = ear.hear();
      if (sound && !tones.some((tone) => Math.abs(tone - sound.hertz) < 100)) tones.push(sound.hertz);
    }
  }
  return tones;
}

const step = (name: StateBodies['ladder'][number]['step'], acknowledged = false): StateBodies['ladder'] => [{ ...warnedLadder(), step: name, acknowledged }];
const told = (change: Partial<StateBodies>): HomeInTest => homeOnScreen({ ...homeMessages(), ...change });
const withSound = (sound: boolean): AlarmSound => {
  const preferences = chosen();
  preferences.choose({ sound });
  return new AlarmSound(preferences);
};

describe('the beep of a screen on the wall (E11)', () => {
  before(() => {
    AudioNode.prototype.connect = listening as typeof connect;
  });
  after(() => {
    AudioNode.prototype.connect = connect;
    ears = [];
  });

  it('is two tones that can be heard, at each step that warns', async () => {
    for (const name of ['warned', 'shedding', 'interrupted'] as const) {
      withSound(true).beat(told({ ladder: step(name) }));
      const tones = await heard();
      await expect(tones.some((tone) => Math.abs(tone - 880) < 40), `880 Hz at ${name}, heard ${tones.join()}`).to.equal(true);
      await expect(tones.some((tone) => Math.abs(tone - 660) < 40), `660 Hz at ${name}, heard ${tones.join()}`).to.equal(true);
    }
  });

  it('is heard for danger, and not once somebody has seen it', async () => {
    const danger = (acknowledged: boolean): StateBodies['safety'] => ({ ...homeMessages().safety, alarms: [{ id: 'a', kind: 'voltage-high', since: TOLD_AT, until: null, value: 281, phase: 'L1', threshold: 276, acknowledged }] });
    withSound(true).beat(told({ safety: danger(false) }));
    await expect((await heard()).length).to.be.greaterThan(0);
    withSound(true).beat(told({ safety: danger(true) }));
    await expect(await heard()).to.deep.equal([]);
  });

  it('is silent where nothing warns, where it was acknowledged, and on a screen that was not asked to', async () => {
    for (const name of ['below', 'restoring', 'waiting'] as const) withSound(true).beat(told({ ladder: step(name) }));
    withSound(true).beat(told({ ladder: step('warned', true) }));
    withSound(false).beat(told({ ladder: step('warned') }));
    await expect(await heard()).to.deep.equal([]);
  });

  it('comes every fourth second until it is acknowledged', async () => {
    const alarm = withSound(true);
    const home = told({ ladder: step('warned') });
    alarm.beat(home);
    await expect((await heard()).length).to.be.greaterThan(0);
    for (let beat = 0; beat < 3; beat++) alarm.beat(home);
    await expect(await heard()).to.deep.equal([]);
    alarm.beat(home);
    await expect((await heard()).length).to.be.greaterThan(0);
    home.tell('ladder', step('warned', true));
    for (let beat = 0; beat < 8; beat++) alarm.beat(home);
    await expect(await heard()).to.deep.equal([]);
  });
});
