// `npm run --silent tidewatt -- COMMAND …`: the command line from its bundle, made first where it is missing or stale.
import { join } from 'node:path';
import { ROOT, ensureBuilt, ensureInstalled } from '../prepare.mjs';

ensureInstalled();
ensureBuilt();
await import(join(ROOT, 'dist/device/cli.mjs'));
