import { keepsEveryPromise } from './matrixOfPhase.ts';

keepsEveryPromise('idle', (place) => place % 2 === 0);
