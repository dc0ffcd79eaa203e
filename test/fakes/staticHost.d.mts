export interface StaticHost {
  /** With a slash at its end. */
  readonly url: string;
  /** Paths that were asked for and are no file. */
  readonly missed: readonly string[];
  close(): Promise<void>;
}
export function startStaticHost(folder: string, under: string): Promise<StaticHost>;
