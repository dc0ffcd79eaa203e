import { keepsEveryPromise } from './matrixOfPhase.ts';

keepsEveryPromise('failsafe', (place) => place % 2 === 1);
