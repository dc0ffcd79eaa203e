/**
 * The form of a word that a count takes (CLDR plural rules).
 * @param tag of the language.
 * @param forms those of its categories that counts below a million take: one left out fails the type check where it is used.
 */
export function counting<const F extends Intl.LDMLPluralRule>(tag: string, forms: readonly (F | 'other')[]) {
  const rules = new Intl.PluralRules(tag);
  const of = <T>(count: number, said: Readonly<Record<F | 'other', T>>): T => (said as Readonly<Partial<Record<Intl.LDMLPluralRule, T>>>)[rules.select(count)] ?? said.other;
  return Object.assign(of, { forms });
}
