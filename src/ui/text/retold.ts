/** Every text of a tree of words told another way. @param given what a sentence takes its figures as. */
export function retold(value: unknown, tell: (text: string) => string, given: (figure: unknown) => unknown = (figure) => figure): unknown {
  if (typeof value === 'string') return tell(value);
  if (typeof value === 'function') return (...figures: unknown[]): unknown => retold((value as (...given: unknown[]) => unknown)(...figures.map(given)), tell, given);
  if (Array.isArray(value)) return value.map((one: unknown) => retold(one, tell, given));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, retold(one, tell, given)]));
}
