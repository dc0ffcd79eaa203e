/** What a format cannot say, by the part of the tariff that loses it; null where it is of the whole. */
export interface Loss {
  readonly part: string | null;
  /** A sentence's end: "its holidays". */
  readonly lost: string;
}
