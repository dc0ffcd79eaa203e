const OWN: Readonly<Record<string, string>> = {
  'Europe/London': 'GBP', 'Europe/Zurich': 'CHF', 'Europe/Oslo': 'NOK', 'Europe/Stockholm': 'SEK', 'Europe/Copenhagen': 'DKK', 'Europe/Warsaw': 'PLN', 'Europe/Prague': 'CZK', 'Europe/Budapest': 'HUF',
};

/** What bills are made in where a home is, while no tariff file says it: ISO 4217. @param zone IANA zone. */
export const currencyOf = (zone: string): string => OWN[zone] ?? 'EUR';
