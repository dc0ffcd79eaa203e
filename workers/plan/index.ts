import { expose } from 'comlink';
import loadHighs from 'highs';
import wasmUrl from 'highs/runtime?url';
import { planService } from './service.ts';

// The browser's plan worker: no storage, no network but its own WebAssembly file.
expose(planService(() => loadHighs({ locateFile: () => wasmUrl }), () => performance.now()));
