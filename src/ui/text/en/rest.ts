/** How often and when operators may call at all. */
export const rest = {
  title: 'How often you are asked',
  about: 'For all operators. What is more than this is declined for you. Orders that cannot be refused, and limits, come all the same.',
  perDay: 'At most a day',
  perWeek: 'At most a week',
  any: 'as agreed',
  never: 'none',
  quietHours: 'No events every day from',
  to: 'to',
  quietDays: 'No events on',
  clear: 'No quiet hours',
  done: 'Changed how often you are asked.',
};
