import type { Words } from '../en.ts';
import { count } from './count.ts';

export const events: Words['events'] = {
  none: 'Er wordt nu niets aangeboden of gevraagd.',
  noneAbout: 'Als een netbeheerder of dienst geld biedt om een tijdje meer of minder te verbruiken, of iets omlaag moet zetten, staat het hier het eerst.',
  sentence: {
    offered: (n) => count(n, { one: 'Eén aanbod wacht op je antwoord.', other: `${n} keer een aanbod dat op je antwoord wacht.` }),
    running: 'Er loopt nu een oproep.',
    ahead: (time) => `De volgende oproep begint ${time}.`,
    over: 'Er loopt nu geen oproep.',
  },
  open: 'Oproepen en aanbiedingen',
  demand: {
    'less-demand': 'Minder verbruiken',
    'more-demand': 'Meer verbruiken',
    'less-generation': 'Minder opwekken',
    'more-generation': 'Meer opwekken',
  },
  left: (left) => `nog ${left}`,
  duration: { seconds: (n) => `${n} s`, minutes: (n) => `${n} min`, wholeHours: (h) => `${h} u`, hours: (h, m) => `${h} u ${m} min`, days: (n) => `${n} d` },
  atMost: (power) => `hoogstens ${power}`,
  atLeast: (power) => `minstens ${power}`,
  asFar: 'zo ver als het gaat',
  perEvent: (money) => money,
  perKwh: (money) => `${money} per kWh`,
  optOut: 'Nu stoppen',
  before: 'Ervoor',
  during: 'Intussen',
  act: (what, from, to) => `${what} ${from}–${to}`,
  banner: {
    'less-demand': (issuer, to) => `Minder verbruik voor ${issuer} tot ${to}`,
    'more-demand': (issuer, to) => `Meer verbruik voor ${issuer} tot ${to}`,
    'less-generation': (issuer, to) => `Minder opwekken voor ${issuer} tot ${to}`,
    'more-generation': (issuer, to) => `Stroom geven voor ${issuer} tot ${to}`,
  },
  bannerLeft: (said, figure, left) => (figure === '' ? `${said}, ${left}.` : `${said}: ${figure}, ${left}.`),
  bannerAhead: (what, issuer, left) => `${what} voor ${issuer}: begint over ${left}.`,
  standing: {
    import: (most, end) => `Er geldt een grens van ${most} ${end}; het huis zit eronder.`,
    export: (most, end) => `Er mag niet meer dan ${most} terug ${end}; het huis zit eronder.`,
    until: (time) => `tot ${time}`,
    open: 'tot hij wordt opgeheven',
    phase: (amps) => `${amps} per fase`,
  },
  past: 'Eerder',
};
