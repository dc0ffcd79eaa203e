/** Made once for each language and way: making one costs more than hundreds of its uses. */
function keeping<Options, Made>(make: (language: string, options: Options) => Made): (language: string, options: Options) => Made {
  const kept = new Map<string, Made>();
  return (language, options) => {
    const key = language + JSON.stringify(options);
    const made = kept.get(key) ?? make(language, options);
    kept.set(key, made);
    return made;
  };
}

export const numbers = keeping((language, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, options));
export const times = keeping((language, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options));
