/** The words of moving out and in. */
export const moving = {
  title: 'Moving house',
  take: 'Take with me',
  takeAbout: 'What you typed in and asked for, as a file for the gateway of your next home; and your half-hours as a table.',
  household: 'Save tariffs and wishes',
  halfHours: 'Save all half-hours',
  saved: 'Saved.',
  nothing: 'There is nothing to save yet.',
  unread: 'The past could not be read now. Try again in the home network.',
  bring: 'Bring in',
  bringAbout: 'The file of tariffs and wishes that your last gateway saved.',
  file: 'File of the last home',
  wrongFile: 'This file holds no tariffs and wishes of a household.',
  brought: (taken: string) => `Your home took ${taken}.`,
  left: (left: string) => `${left} do not fit here: another currency, another device, or a time that is over.`,
  refused: (refused: string) => `${refused} were not accepted.`,
  leave: 'Leave behind',
  leaveAbout: 'For whoever moves in: devices, limits and contracts with operators stay. History, log, typed tariffs, wishes and every linked phone go.',
  sure: 'Your gateway forgets everybody who lived here, for good. Save first what you want to keep.',
  word: 'leave',
  type: (word: string) => `Type “${word}” if you mean it`,
  now: 'Leave and unlink every phone',
  leaving: 'Your gateway is forgetting …',
};

export type MovingWords = typeof moving;
