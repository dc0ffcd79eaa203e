import type { WarningsWords } from '../en/warnings.ts';

/** Wie eine Warnung ankommt, und was das Netz tat. */
export const warnings: WarningsWords = {
  none: 'Ihr Zuhause hat keine Leistungsschwelle, es gibt nichts zu warnen.',
  threshold: { import: (power) => `Sie werden gewarnt, wenn der Verbrauch über ${power} bleibt.`, export: (power) => `Sie werden gewarnt, wenn mehr als ${power} eingespeist wird.` },
  average: (minutes) => `Gezählt als Mittel über ${minutes} min.`,
  atMeter: 'Der Zähler selbst schaltet ab; eingeschaltet wird am Zähler.',
  reached: 'Eine Warnung erreicht Sie durch',
  reaches: { wall: 'den Ton eines Bildschirms an der Wand', sounder: 'den Summer des Gateways', relay: 'ein Relais', mqtt: 'eine Nachricht Ihrer Hausautomation' },
  nothing: 'Solange diese App geschlossen ist, kann Sie nichts erreichen. Richten Sie einen Summer, ein Relais oder eine Nachricht ein, oder lassen Sie einen Bildschirm mit Ton offen.',
  test: 'Probe senden',
  tested: 'Eine Probe wurde gesendet. Haben Sie sie gehört?',
  sound: 'Ton an diesem Bildschirm',
  soundAbout: 'Piept, solange eine Warnung wartet. Nur solange diese App hier offen ist.',
  soundWaits: 'Der Browser bleibt stumm, bis dieser Bildschirm einmal berührt wird.',
  supply: {
    title: 'Ihr Netz',
    unchecked: 'Niemand hat gesagt, wie viel dieses Haus erzeugen kann. Unter einer Grenze schafft Sonne erst Platz, wenn der Sprung eines Geräts den Zähler bestätigt hat.',
    doubted: 'Der Zähler läuft gegen das, was die Geräte verbrauchen: Er kann verdreht sein oder in kW zählen. Grenzen werden ohne ihn gehalten.',
    generation: {
      question: 'Was kann dieses Haus neben seinen Geräten selbst erzeugen? Sonne auf dem Dach zählt, eine Batterie nicht.',
      most: 'Höchste Leistung (kW)',
      say: 'Das ist es',
      none: 'Nichts',
      nothing: 'Dieses Haus erzeugt selbst nichts: Einspeisung am Zähler wird nicht geglaubt.',
      atMost: (power) => `Dieses Haus erzeugt höchstens ${power}.`,
      byFile: 'So steht es in der Hausdatei des Installateurs.',
      change: 'Ändern',
    },
    sags: 'Spannungseinbrüche, drei Monate',
    swells: 'Spannungsspitzen, drei Monate',
    meterFailures: 'Ausfälle laut Zähler',
    meterLong: 'davon lange',
    none: 'Nichts Besonderes.',
    list: 'In letzter Zeit',
  },
};
