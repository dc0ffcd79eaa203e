import { posix } from 'node:path';

/** One import as written: from a module of the tree to another. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
}

/** Floors of src/domain, lowest first: a floor imports itself and those below (DESIGN, The house). */
const FLOORS: readonly (readonly string[])[] = [
  ['units'],
  ['time'],
  ['machine'],
  ['meter', 'tariff', 'device', 'signal', 'wish'],
  ['limit', 'ledger', 'forecast'],
  ['plan', 'answers'],
  ['follow', 'ladder', 'guard', 'safety', 'proof', 'sim'],
  ['home'],
];

/** What a place may import besides itself. The first row that fits counts. */
const MAY: readonly { readonly place: RegExp; readonly imports: RegExp }[] = [
  { place: /^src\/domain\//, imports: /^src\/domain\// },
  { place: /^src\/wire\//, imports: /^src\/(domain|wire)\// },
  { place: /^src\/planning\//, imports: /^(src\/(domain|wire)|workers)\// },
  // The one place that opens the demo home's worker; everything else reaches it over its port.
  { place: /^src\/link\/demoHome\.ts$/, imports: /^workers\/home\// },
  { place: /^src\/(data|link)\//, imports: /^src\/(domain|wire)\// },
  { place: /^src\/state\//, imports: /^src\/(domain|wire|data|link|planning)\// },
  { place: /^src\/pwa\//, imports: /^src\/pwa\// },
  { place: /^src\/ui\/(format|text|style)\//, imports: /^src\/(domain|wire|ui\/(format|text|style))\// },
  { place: /^src\/ui\/parts\//, imports: /^src\/(domain|wire|state|ui\/(parts|format|text|style))\// },
  { place: /^src\/ui\/app\//, imports: /^src\/(domain|wire|state|pwa|ui)\// },
  // Where every part is looked at.
  { place: /^src\/ui\/gallery\//, imports: /^src\/(domain|wire|state|ui)\// },
  { place: /^src\/ui\//, imports: /^src\/(domain|wire|state|ui\/(parts|format|text|style))\// },
  { place: /^src\/main\.ts$/, imports: /^src\// },
  { place: /^workers\//, imports: /^src\/(domain|wire)\// },
  { place: /^device\/(cli|bench|planner)\//, imports: /^(src\/(domain|wire)|workers\/plan|device)\// },
  // Control lives without house, broker and planner: it speaks to them by the messages of device/channel.ts, and hands house
  // the options that house states as a type, with what the home file says of sources.
  { place: /^device\/control\//, imports: /^(src\/(domain|wire)\/|device\/(control|clock|driver|notify|transport)\/|device\/signal\/([^/]+|relay\/[^/]+)\.ts$|device\/[^/]+\.ts$|device\/house\/options\.ts$|device\/source\/setting\.ts$)/ },
  // Notifying is told what happened, and speaks the payloads of the bus; it commands no device.
  { place: /^device\/notify\//, imports: /^(src\/domain\/|device\/(notify|transport)\/|device\/driver\/plug\/zigbee2mqtt\.ts$|device\/[^/]+\.ts$)/ },
  // Contacts are read, and nothing is commanded.
  { place: /^device\/signal\/relay\//, imports: /^(src\/domain|device\/(transport|clock))\// },
  { place: /^device\/driver\//, imports: /^(src\/(domain|wire)|device\/(driver|transport|clock))\// },
  { place: /^device\/transport\//, imports: /^(src\/domain|device\/(transport|clock))\// },
  { place: /^device\//, imports: /^(src\/(domain|wire)|device)\// },
];

const folderOf = (file: string): string => posix.dirname(file);
const floorOf = (file: string): number => FLOORS.findIndex((floor) => floor.includes(file.split('/')[2] ?? ''));

/** A folder imports itself; a screen its own parts, a worker its own; else the table decides, and in src/domain the floors too. */
function isWrong({ from, to }: Arrow): boolean {
  if (folderOf(from) === folderOf(to)) return false;
  const rule = MAY.find(({ place }) => place.test(from));
  if (!rule) return !from.startsWith('test/');
  const ownScreen = /^src\/ui\/[^/]+\//.exec(from)?.[0];
  if (ownScreen !== undefined && to.startsWith(ownScreen)) return false;
  const ownWorker = /^workers\/[^/]+\//.exec(from)?.[0];
  if (ownWorker !== undefined && to.startsWith('workers/')) return !(to.startsWith(ownWorker) || (ownWorker === 'workers/home/' && to.startsWith('workers/plan/')));
  if (!rule.imports.test(to)) return true;
  return from.startsWith('src/domain/') && floorOf(from) < floorOf(to);
}

/** Arrows that run against the plan of the house. */
export const wrongArrows = (arrows: readonly Arrow[]): Arrow[] => arrows.filter(isWrong);

const SPECIFIER = /(?:^|[\s;}])(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|new URL\(\s*['"]([^'"]+\.ts)['"]\s*,\s*import\.meta\.url/g;
const ALIASES: readonly (readonly [string, string])[] = [
  ['#domain/', 'src/domain/'],
  ['#wire/', 'src/wire/'],
  ['#workers/', 'workers/'],
];

function resolve(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), specifier.split('?')[0] ?? ''));
  const alias = ALIASES.find(([prefix]) => specifier.startsWith(prefix));
  return alias ? alias[1] + specifier.slice(alias[0].length) : undefined;
}

/** The imports of one module inside the tree; packages and Node's own modules are left out. */
export function arrowsOf(from: string, source: string): Arrow[] {
  return [...source.matchAll(SPECIFIER)].flatMap((match) => {
    const to = resolve(from, match[1] ?? match[2] ?? match[3] ?? '');
    return to === undefined ? [] : [{ from, to }];
  });
}

/** Imports that bring code, not only types, from a place. */
export const codeFrom = (source: string, place: RegExp): string[] =>
  [...source.matchAll(/^(?:import|export)\s+(?!type\s)[^;]*?from\s+'([^']+)'/gm)].map((match) => match[1] ?? '').filter((specifier) => place.test(specifier));

/** Packages named by a module: what control must not load is checked with these. */
export function packagesOf(source: string): string[] {
  return [...source.matchAll(SPECIFIER)].map((match) => match[1] ?? match[2] ?? '').filter((name) => name !== '' && !/^[.#]/.test(name));
}

/** Modules reachable from one, by arrows. */
export function reachable(start: string, arrows: readonly Arrow[]): Set<string> {
  const seen = new Set([start]);
  for (const file of seen) for (const arrow of arrows) if (arrow.from === file) seen.add(arrow.to);
  return seen;
}

/** One circle of imports, or undefined. */
export function circle(arrows: readonly Arrow[]): string[] | undefined {
  const next = new Map<string, string[]>();
  for (const { from, to } of arrows) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const visit = (file: string, path: string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const to of next.get(file) ?? []) {
      const found = visit(to, [...path, file]);
      if (found) return found;
    }
    done.add(file);
    return undefined;
  };
  for (const file of next.keys()) {
    const found = visit(file, []);
    if (found) return found;
  }
  return undefined;
}
