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
  memory: {
    newer: 'A newer version of this app keeps the data of this phone. Update the app to see it offline.',
    blocked: 'Another tab of this app is open with an older version. Close it to keep data on this phone.',
    unavailable: 'This browser keeps no data for the app, so nothing is shown without the gateway.',
    full: 'This phone has no room left. What is shown without the gateway may be old.',
  },
};
