import type { WarningsWords } from '../en/warnings.ts';

export const warnings: WarningsWords = {
  none: 'Votre logement n’a pas de seuil de puissance, il n’y a donc rien à signaler.',
  threshold: { import: (power) => `Vous êtes averti quand la consommation reste au-dessus de ${power}.`, export: (power) => `Vous êtes averti quand plus de ${power} est injecté.` },
  average: (minutes) => `Compté en moyenne sur ${minutes} min.`,
  atMeter: 'C’est le compteur qui coupe ; on remet le courant au compteur.',
  reached: 'Une alerte vous atteint par',
  reaches: { wall: 'le son d’un écran au mur', sounder: 'l’avertisseur de la passerelle', relay: 'un relais', mqtt: 'un message de votre domotique' },
  nothing: 'Rien ne peut vous atteindre quand cette application est fermée. Installez un avertisseur, un relais ou un message, ou gardez un écran ouvert avec le son.',
  test: 'Faire un essai',
  tested: 'Un essai a été envoyé. L’avez-vous entendu ?',
  sound: 'Son sur cet écran',
  soundAbout: 'Sonne tant qu’une alerte attend d’être vue. Seulement quand l’application est ouverte ici.',
  soundWaits: 'Le navigateur reste muet tant que cet écran n’a pas été touché une fois.',
  supply: {
    title: 'Votre courant',
    unchecked: 'Personne n’a dit combien ce foyer peut produire. Sous une limite, le soleil ne fait de la place qu’une fois le compteur confirmé par un appareil qui change. Pour l’installateur : « generation » dans le fichier du foyer, 0 pour rien.',
    sags: 'Creux de tension, trois mois',
    swells: 'Pointes de tension, trois mois',
    meterFailures: 'Coupures comptées par le compteur',
    meterLong: 'dont longues',
    none: 'Rien à signaler.',
    list: 'Ces derniers temps',
  },
};
