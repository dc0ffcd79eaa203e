import type { DemoWords } from '../en/demo.ts';

export const demo: DemoWords = {
  title: 'Pruébalo',
  past: (share) => `La casa de prueba vive su última semana: ${share}.`,
  pastName: 'La última semana de la casa de prueba',
  limit: (power, minutes) => `Enviar un límite de la red de ${power} durante ${minutes} minutos`,
  lift: 'Quitar el límite',
  offer: (minutes, after) => `Que un operador ofrezca 50 ct por consumir menos ${minutes} minutos, dentro de ${after} minutos`,
  allows: (power, time) => `La red permite ${power} hasta las ${time}.`,
  state: {
    kept: (drawn) => `Cumplido: tu casa toma ${drawn}.`,
    settling: (drawn) => `Bajando, ${drawn} ahora.`,
    unkeepable: (drawn) => `Todo lo que puede bajar ha bajado, aún ${drawn}.`,
  },
  speed: 'El tiempo en la casa de prueba',
  times: (n) => `${n}×`,
};
