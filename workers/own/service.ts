import { UsageFile, type ReadUsage, type SeveralSeries, type UnknownTable, type UsageFileOptions } from '#domain/meter/file/usageFile.ts';
import { Refusal, type Refused } from '#domain/units/refusal.ts';

/** What became of a file: a refusal is an answer too, since an error loses its parts on the way to the page. */
export type ReadAnswer = ReadUsage | UnknownTable | SeveralSeries | { readonly kind: 'refused'; readonly refused: Refused };

/** A worker that reads a person's own file; to stop it, end the worker. */
export interface ReadService {
  /** @param progress told the bytes read so far, at most every `STEP` bytes. */
  read(file: Blob, options: UsageFileOptions, progress: (bytes: number) => void): Promise<ReadAnswer>;
}

const STEP = 256 * 1024;

/** UTF-16 where the file begins with its mark, as spreadsheets save "Unicode text"; else UTF-8. */
async function decoderOf(file: Blob): Promise<TextDecoder> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return new TextDecoder(first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8');
}

async function readFile(file: Blob, options: UsageFileOptions, progress: (bytes: number) => void): Promise<ReadUsage | UnknownTable | SeveralSeries> {
  const usage = new UsageFile(options);
  const decoder = await decoderOf(file);
  for (let at = 0; at < file.size; at += STEP) {
    const bytes = await file.slice(at, at + STEP).arrayBuffer();
    if (!usage.push(decoder.decode(bytes, { stream: true }))) break;
    progress(Math.min(file.size, at + STEP));
  }
  usage.push(decoder.decode());
  return usage.close();
}

export const readService: ReadService = {
  async read(file, options, progress) {
    try {
      return await readFile(file, options, progress);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { id, message, remedy } = error;
      return { kind: 'refused', refused: { id, message, remedy } };
    }
  },
};
