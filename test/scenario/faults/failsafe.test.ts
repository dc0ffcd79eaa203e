import { keepsEveryPromise } from './matrixOfPhase.ts';

keepsEveryPromise('failsafe');
