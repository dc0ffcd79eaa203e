import { keepsEveryPromise } from './matrixOfPhase.ts';

keepsEveryPromise('limited');
