import type { Words } from '../en.ts';

export const badge: Words['badge'] = {
  'not-paired': 'Sin casa',
  connecting: 'Conectando',
  refused: 'Sin permiso',
  'no-gateway': 'Sin pasarela',
  'no-meter': 'Sin contador',
  'meter-waiting': 'Espera al contador',
  ended: 'Grabación acabada',
  'storage-failed': 'No se guarda',
  'no-internet': 'Sin internet',
  demo: 'Casa de prueba',
  live: 'En directo',
};

export const badgeMeans: Words['badgeMeans'] = {
  'not-paired': 'Este teléfono no está unido a ninguna casa.',
  connecting: 'Buscando tu pasarela.',
  refused: 'Tu pasarela ya no conoce este teléfono. Abre aquí un nuevo enlace de un solo uso.',
  'no-gateway': 'Este teléfono no llega a tu pasarela. Tu casa sigue sola. ¿Está el teléfono en la red de casa?',
  'no-meter': 'La pasarela responde pero no oye nada del contador. Comprueba el cable en el puerto del contador.',
  'meter-waiting': 'La pasarela responde y espera la primera lectura del contador.',
  ended: 'La grabación ha terminado. Vuelve a ponerla para verla otra vez.',
  'storage-failed': 'La pasarela no puede escribir en su disco. Sigue, pero no recordará nada. Libera espacio en ella.',
  'no-internet': 'Tu pasarela no pudo traer precios nuevos de internet. Tu casa sigue sin ellos.',
  demo: 'Esta casa está simulada en tu navegador. Aquí nada es real.',
  live: 'Contador, pasarela y teléfono están unidos.',
};
