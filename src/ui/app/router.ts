import { Store } from '../../state/store.ts';

/** The screens of the bar. */
export const BAR = ['now', 'today', 'plan', 'devices', 'more'] as const;
/** What is left of them in simple mode. */
export const SIMPLE = ['now', 'today', 'more'] as const;
export type BarRoute = (typeof BAR)[number];
/** Every screen; those that are not in the bar are reached from Now and from More. */
export const ROUTES = [...BAR, 'events', 'history', 'own', 'settings', 'setup', 'tariff', 'wall'] as const;
export type Route = (typeof ROUTES)[number];

export const isRoute = (name: unknown): name is Route => ROUTES.some((route) => route === name);

/** Which screen an address means: `BASE` is Now, `BASEplan` is Plan; anything else is Now. */
export function routeOf(path: string, base: string): Route {
  const name = path.startsWith(base) ? path.slice(base.length).replace(/\/$/, '') : '';
  return ROUTES.find((route) => route === name) ?? 'now';
}

/** The screen shown, kept in the address so that it can be linked to and gone back from. */
export class Router {
  readonly route: Store<Route>;

  /** @param base folder of the app, with a slash at its end: "/" or "/demo/". */
  constructor(
    private readonly base: string,
    private readonly page: Window,
  ) {
    this.route = new Store(routeOf(page.location.pathname, base));
    page.addEventListener('popstate', () => this.route.set(routeOf(page.location.pathname, base)));
  }

  href(route: Route): string {
    return route === 'now' ? this.base : `${this.base}${route}`;
  }

  go(route: Route): void {
    this.page.history.pushState(null, '', this.href(route));
    this.route.set(route);
    this.page.scrollTo(0, 0);
  }
}
