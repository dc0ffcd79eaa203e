import type { Words } from '../en.ts';

export const badge: Words['badge'] = {
  'not-paired': 'Noch kein Zuhause',
  connecting: 'Verbinde',
  refused: 'Nicht zugelassen',
  'no-gateway': 'Kein Gateway',
  'no-meter': 'Kein Zähler',
  'meter-waiting': 'Warten auf Zähler',
  ended: 'Aufnahme zu Ende',
  'storage-failed': 'Speichert nicht',
  'no-internet': 'Kein Internet',
  demo: 'Vorführung',
  live: 'Verbunden',
};

export const badgeMeans: Words['badgeMeans'] = {
  'not-paired': 'Dieses Telefon ist mit keinem Zuhause verbunden.',
  connecting: 'Ihr Gateway wird gesucht.',
  refused: 'Ihr Gateway kennt dieses Telefon nicht mehr. Öffnen Sie hier einen neuen Einmal-Link.',
  'no-gateway': 'Das Gateway ist nicht erreichbar. Ihr Zuhause läuft von selbst weiter. Ist das Telefon im Heimnetz?',
  'no-meter': 'Das Gateway antwortet, hört aber nichts vom Zähler. Prüfen Sie das Kabel am Zähler.',
  'meter-waiting': 'Das Gateway antwortet und wartet auf den ersten Wert des Zählers.',
  ended: 'Die Aufnahme ist zu Ende. Starten Sie sie neu, um sie wieder zu sehen.',
  'storage-failed': 'Das Gateway kann nicht speichern. Es läuft weiter, merkt sich aber nichts. Schaffen Sie dort Platz.',
  'no-internet': 'Das Gateway konnte keine neuen Preise aus dem Internet holen. Ihr Zuhause läuft ohne sie weiter.',
  demo: 'Dieses Zuhause wird in Ihrem Browser simuliert. Nichts davon ist echt.',
  live: 'Zähler, Gateway und Telefon sind verbunden.',
};
