import { keepsEveryPromise } from './matrixOfPhase.ts';

keepsEveryPromise('idle');
