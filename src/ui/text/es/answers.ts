import type { AnswersWords } from '../en/answers.ts';

export const answers: AnswersWords = {
  refused: 'Tu casa no lo aceptó.',
  conflict: 'Otra persona lo cambió antes. Míralo y pídelo otra vez.',
  late: 'Llegó demasiado tarde y no se hizo.',
  expired: 'No se pudo llegar a tu casa a tiempo. Nada ha cambiado.',
  reason: (id) => `Para el instalador: ${id}`,
  outdated: {
    about: 'Tu pasarela es más nueva que esta aplicación. Puedes seguir leyendo; para cambiar algo, actualiza la aplicación.',
    older: 'Tu pasarela es más antigua que esta aplicación. Puedes seguir leyendo; para cambiar algo, carga la aplicación que trae la pasarela.',
  },
};
