import type { Plugin } from 'vite';
import { reachedParts, type Shape } from './reachedParts.ts';

/** What the app's planner asks of the solver (workers/plan/solver/highs.ts), and the one entry whose name the library puts together. */
const WANTED = ['createModel', 'constants', 'set', 'run', 'getModelStatus', 'getSolution', 'getObjectiveValue', 'zeroAllClocks', 'get', 'changeColsIntegrality', '_Highs_changeColsIntegralityBySet', 'changeColBounds', 'setSolution', 'dispose'];

/** The library calls a C function by its name without the line that the compiler puts before it. */
const SHAPE: Shape = { opened: new Set(['Module', 'installExtendedHighsApi']), assigning: 'assignWasmExports', spelled: (text) => (text.startsWith('Highs_') ? `_${text}` : text) };

/** What no browser has (Node), and what a model handed over in memory never needs (files, a console, callbacks): from, up to, in place of both. */
const CUTS: readonly (readonly [from: string, upTo: string, instead: string])[] = [
  ['var ENVIRONMENT_IS_NODE=', 'const user_print=', 'const user_print='],
  ['if(ENVIRONMENT_IS_NODE){var fs=', 'if(ENVIRONMENT_IS_WEB||ENVIRONMENT_IS_WORKER)', 'if(ENVIRONMENT_IS_WEB||ENVIRONMENT_IS_WORKER)'],
  ['if(!binary&&!ENVIRONMENT_IS_NODE){', 'try{', 'if(!binary){try{'],
  ['if(!Module["noFSInit"]', 'wasmExports["v"]()', 'wasmExports["v"]()'],
  ['FS.ignorePermissions=false', '}', '}'],
  ['FS.createPreloadedFile=', 'FS.staticInit();', ''],
  ['e:___syscall_fcntl64,h:___syscall_ioctl,i:___syscall_openat', ',', 'e:noFile,h:noFile,i:noFile,'],
  ['d:_fd_close,g:_fd_read,t:_fd_seek,f:_fd_write', ',', 'd:noFile,g:noFile,t:noFile,f:noFile,'],
  ['if(callbackMap&&Object.keys(callbackMap).length){', 'const result=raw.run();', 'const result=raw.run();'],
  ['finally{try{for(let index=0;index<activeTypes.length', 'if(didRegister)raw.setCallback(undefined)}}', 'finally{}'],
  ['if(source.format==="lp"||source.format==="mps")model.readModel(source);else ', 'model.passModel(source)', 'model.passModel(source)'],
  ['Module["raw"]=Object.freeze(', 'createModel:createRawModel})', ''],
];
/** "Function not implemented", as WASI counts (errno 52). */
const NO_FILE = 'const noFile=()=>52;';

function cut(code: string): string {
  return CUTS.reduce((text, [from, upTo, instead]) => {
    const start = text.indexOf(from);
    const end = text.indexOf(upTo, start + from.length);
    if (start < 0 || end < 0 || text.includes(from, start + 1)) throw new Error(`the solver is not what it was: «${from}» … «${upTo}»`);
    return text.slice(0, start) + instead + text.slice(end + upTo.length);
  }, code);
}

/** The glue around HiGHS's WebAssembly without what the app's planner never reaches. @throws Error when the library is not what it was. */
export function leanedHighs(code: string): string {
  const lean = NO_FILE + reachedParts(cut(code), WANTED, SHAPE);
  if (/ENVIRONMENT_IS_NODE|\bFS\./.test(lean)) throw new Error('the solver asks for Node or for files');
  return lean;
}

/** HiGHS for the app's planner: two thirds of its glue are for files, for Node and for what nobody here calls. */
export const leanHighs: Plugin = {
  name: 'lean-highs',
  apply: 'build',
  enforce: 'pre',
  transform: (code, id) => (/\/highs\/build\/highs\.mjs$/.test(id) ? { code: leanedHighs(code), map: null } : undefined),
};
