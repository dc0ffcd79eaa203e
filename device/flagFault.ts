/**
 * What `util.parseArgs` found wrong, as one sentence: its own messages are several lines long and speak of its own options.
 * @param error what it threw.
 */
export function flagSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [, flag = 'A flag'] = /'(--?[\w-]+)/.exec(message) ?? [];
  if (message.startsWith('Unknown option')) return `There is no flag ${flag}.`;
  if (message.includes('argument is ambiguous')) return `${flag} needs a value, and what follows it begins with a dash: write ${flag}=VALUE.`;
  if (message.includes('argument missing')) return `${flag} needs a value.`;
  if (message.includes('does not take an argument')) return `${flag} takes no value.`;
  const [, word] = /^Unexpected argument '(.*)'\. /s.exec(message) ?? [];
  return word === undefined ? `${message.split(/\.?(?:\n|$)/)[0] ?? ''}.` : `${JSON.stringify(word)} belongs to no flag.`;
}
