import type { WantsWords } from '../en/wants.ts';

export const wants: WantsWords = {
  intents: 'Waarvoor gepland wordt',
  modes: {
    cheapest: { name: 'Goedkoop', about: 'De laagste rekening.' },
    greenest: { name: 'Groen', about: 'Stroom met de minste CO₂, ook als die iets meer kost.' },
    'self-reliant': { name: 'Zelfstandig', about: 'Eerst uw eigen stroom, zo weinig mogelijk van het net.' },
    comfort: { name: 'Behaaglijk', about: 'Warm in het midden van de marge, weinig starts.' },
  },
  others: 'Ook gevraagd',
  remove: 'Terugnemen',
  pending: 'Wacht tot uw huis het bewaart.',
  addedBy: (device, energy, time) => `${device}: ${energy} meer om ${time}`,
  leaves: (device) => `${device} vertrekt volgens de week`,
  comfort: (device, low, high) => `${device} tussen ${low} en ${high}`,
  during: (from, to) => `${from}–${to}`,
  budget: { money: (money) => `Hoogstens ${money} per dag`, energy: (energy) => `Hoogstens ${energy} per dag` },
  quiet: (device, from, to) => `${device} is stil ${from}–${to}`,
  own: (money) => `Dit alleen bespaart ongeveer ${money}.`,
  flip: { dearer: (price) => `Boven ${price} zou het niet lonen.`, cheaper: (price) => `Onder ${price} zou het niet lonen.` },
  weighed: {
    peak: 'Het blijft onder het hoogste vermogen van deze maand: meer zou de hele maand kosten.',
    tier: 'Het blijft onder het vermogen waarboven elke kWh meer kost.',
    carbon: 'De stroom is dan schoner, zoals u wenst.',
    independence: 'Zo is er minder van het net nodig, zoals u wenst.',
  },
};
