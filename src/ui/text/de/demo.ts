import type { DemoWords } from '../en/demo.ts';

/** Was man im Demo-Zuhause ausprobieren kann. */
export const demo: DemoWords = {
  title: 'Ausprobieren',
  past: (share) => `Das Vorführ-Zuhause durchlebt seine letzte Woche: ${share}.`,
  pastName: 'Die letzte Woche des Vorführ-Zuhauses',
  limit: (power, minutes) => `Netzgrenze von ${power} für ${minutes} Minuten senden`,
  lift: 'Grenze aufheben',
  offer: (minutes, after) => `Ein Betreiber soll in ${after} Minuten 50 ct für ${minutes} Minuten weniger Verbrauch bieten`,
  allows: (power, time) => `Das Netz erlaubt ${power} bis ${time}.`,
  state: {
    kept: (drawn) => `Eingehalten: Ihr Zuhause bezieht ${drawn}.`,
    settling: (drawn) => `Wird gedrosselt, gerade ${drawn}.`,
    unkeepable: (drawn) => `Alles Regelbare ist unten, noch ${drawn}.`,
  },
  speed: 'Zeit im Vorführ-Zuhause',
  times: (n) => `${n}×`,
};
