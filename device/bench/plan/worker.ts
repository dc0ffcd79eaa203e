import loadHighs from 'highs';
import { samplesOf } from './sample.ts';

// The bench within a browser's worker: told how many seeds by its address, it answers on a channel of its own.
const seeds = Number(new URL(import.meta.url).searchParams.get('seeds'));
const highs = await loadHighs({ locateFile: () => '/highs.wasm' });
const channel = new BroadcastChannel('bench');
channel.postMessage(await samplesOf(highs, seeds));
