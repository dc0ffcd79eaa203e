import type { WarningsWords } from '../en/warnings.ts';

export const warnings: WarningsWords = {
  none: 'Tu casa no tiene límite de potencia, así que no hay nada de qué avisar.',
  threshold: { import: (power) => `Se te avisa cuando el consumo sigue por encima de ${power}.`, export: (power) => `Se te avisa cuando se vierten más de ${power}.` },
  average: (minutes) => `Contado como media de ${minutes} min.`,
  atMeter: 'Corta el propio contador; la luz se vuelve a dar en el contador.',
  reached: 'Una alerta te llega por',
  reaches: { wall: 'el sonido de una pantalla en la pared', sounder: 'el zumbador de la pasarela', relay: 'un relé', mqtt: 'un mensaje de tu domótica' },
  nothing: 'Nada puede avisarte con esta aplicación cerrada. Pon un zumbador, un relé o un mensaje, o deja una pantalla abierta con sonido.',
  test: 'Enviar una prueba',
  tested: 'Se ha enviado una prueba. ¿La has oído?',
  sound: 'Sonido en esta pantalla',
  soundAbout: 'Pita mientras una alerta espera a que la veas. Solo con la aplicación abierta aquí.',
  soundWaits: 'El navegador calla hasta que se toque esta pantalla una vez.',
  supply: {
    title: 'Tu suministro',
    unchecked: 'Nadie ha dicho cuánto puede generar esta casa. Bajo un límite, el sol deja sitio solo cuando el salto de un aparato ha confirmado el contador. Para el instalador: «generation» en el archivo de la casa, 0 si nada.',
    sags: 'Bajadas de tensión, tres meses',
    swells: 'Subidas de tensión, tres meses',
    meterFailures: 'Cortes contados por el contador',
    meterLong: 'de ellos, largos',
    none: 'Nada especial.',
    list: 'Últimamente',
  },
};
