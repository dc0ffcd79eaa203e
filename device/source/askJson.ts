import { SourceFault, type Ask } from './ask.ts';

/** The value of a JSON answer; null where there is nothing yet. @throws SourceFault. */
export async function askJson(ask: Ask, asked: { readonly url: string; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }): Promise<unknown> {
  const text = await ask({ ...asked, format: 'json' });
  return text === null ? null : jsonOf(text);
}

/** @throws SourceFault for a text that is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SourceFault('not-json');
  }
}

/** What was read of an answer. @throws SourceFault with the sentence on what is wrong with it. */
export function whole<Read extends object>(read: Read | string): Read {
  if (typeof read === 'string') throw new SourceFault(read);
  return read;
}
