/** The screen that leads to all others. */
export const more = {
  title: 'More',
  sentence: (home: string, badge: string) => `${home}: ${badge}`,
  language: 'Language',
  automatic: 'As the browser',
  demo: 'Demo home',
  demoAbout: 'A simulated home in this browser, with a battery and a dishwasher.',
  demoStart: 'Open the demo home',
  demoEnd: 'Leave the demo home',
  about: 'About Tidewatt',
  aboutText: 'Works with no internet and no account. What your home does stays at home.',
  setup: 'A few questions are left. Your home already runs.',
  setupOpen: 'Answer them',
  setupLater: 'Not now',
  update: 'A newer version is ready.',
  updateNow: 'Update now',
};
