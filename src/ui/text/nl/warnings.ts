import type { WarningsWords } from '../en/warnings.ts';

export const warnings: WarningsWords = {
  none: 'Je huis heeft geen vermogensgrens, dus er is niets om voor te waarschuwen.',
  threshold: { import: (power) => `Je wordt gewaarschuwd als het verbruik boven ${power} blijft.`, export: (power) => `Je wordt gewaarschuwd als er meer dan ${power} wordt teruggeleverd.` },
  average: (minutes) => `Geteld als gemiddelde over ${minutes} min.`,
  atMeter: 'De meter zelf sluit af; weer aanzetten gaat bij de meter.',
  reached: 'Een waarschuwing bereikt je door',
  reaches: { wall: 'het geluid van een scherm aan de muur', sounder: 'de zoemer van de gateway', relay: 'een relais', mqtt: 'een melding van je huisautomatisering' },
  nothing: 'Niets kan je bereiken als deze app dicht is. Stel een zoemer, een relais of een melding in, of houd een scherm open met het geluid aan.',
  test: 'Proef sturen',
  tested: 'Er is een proef gestuurd. Heb je hem gehoord?',
  sound: 'Geluid op dit scherm',
  soundAbout: 'Piept zolang een waarschuwing op je wacht. Alleen als deze app hier open is.',
  soundWaits: 'De browser blijft stil tot dit scherm één keer is aangeraakt.',
  supply: {
    title: 'Je stroom',
    unchecked: 'Niemand heeft gezegd hoeveel dit huis kan opwekken. Onder een grens maakt zon pas ruimte als een stap van een apparaat de meter heeft bevestigd. Voor de installateur: ‘generation’ in het huisbestand, 0 voor niets.',
    sags: 'Spanningsdalen, drie maanden',
    swells: 'Spanningspieken, drie maanden',
    meterFailures: 'Storingen volgens de meter',
    meterLong: 'waarvan lang',
    none: 'Niets bijzonders.',
    list: 'De laatste tijd',
  },
};
