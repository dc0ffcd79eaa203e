/** What became of what was asked, and an app that is older or newer than its gateway. */
export const answers = {
  refused: 'Your home did not accept it.',
  conflict: 'Someone else changed it first. Look again, then ask again.',
  late: 'It reached your home too late and was not done.',
  expired: 'Your home could not be reached in time. Nothing was changed.',
  reason: (id: string) => `For the installer: ${id}`,
  outdated: {
    about: 'Your gateway is newer than this app. You can still read here; to change something, update the app.',
    older: 'Your gateway is older than this app. You can still read here; to change something, load the app that your gateway brings.',
  },
};

export type AnswersWords = typeof answers;
