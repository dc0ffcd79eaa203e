import type { Words } from '../en.ts';
import { count } from './count.ts';

export const events: Words['events'] = {
  none: 'لا عرض ولا طلب الآن.',
  noneAbout: 'عندما يعرض مشغّل مالًا مقابل استهلاك أكثر أو أقل لبعض الوقت، أو يضطر إلى خفض شيء، يظهر هنا أولًا.',
  sentence: {
    offered: (n) =>
      count(n, { zero: 'لا عرض ينتظر جوابك.', one: 'عرض واحد ينتظر جوابك.', two: 'عرضان ينتظران جوابك.', few: `${n} عروض تنتظر جوابك.`, many: `${n} عرضًا ينتظر جوابك.`, other: `${n} عرض ينتظر جوابك.` }),
    running: 'طلب جارٍ الآن.',
    ahead: (time) => `يبدأ الطلب القادم ${time}.`,
    over: 'لا طلب جارٍ الآن.',
  },
  open: 'الطلبات والعروض',
  demand: {
    'less-demand': 'استهلاك أقل',
    'more-demand': 'استهلاك أكثر',
    'less-generation': 'إنتاج أقل',
    'more-generation': 'إنتاج أكثر',
  },
  left: (left) => `بقي ${left}`,
  duration: { seconds: (n) => `${n} ث`, minutes: (n) => `${n} د`, wholeHours: (h) => `${h} س`, hours: (h, m) => `${h} س ${m} د`, days: (n) => `${n} ي` },
  atMost: (power) => `${power} على الأكثر`,
  atLeast: (power) => `${power} على الأقل`,
  asFar: 'قدر الإمكان',
  perEvent: (money) => money,
  perKwh: (money) => `${money} لكل kWh`,
  optOut: 'اخرج الآن',
  before: 'قبله',
  during: 'أثناءه',
  act: (what, from, to) => `${what} من ${from} إلى ${to}`,
  banner: {
    'less-demand': (issuer, to) => `استهلاك أقل لأجل ${issuer} حتى ${to}`,
    'more-demand': (issuer, to) => `استهلاك أكثر لأجل ${issuer} حتى ${to}`,
    'less-generation': (issuer, to) => `إنتاج أقل لأجل ${issuer} حتى ${to}`,
    'more-generation': (issuer, to) => `إعطاء كهرباء لأجل ${issuer} حتى ${to}`,
  },
  bannerLeft: (said, figure, left) => (figure === '' ? `${said}، ${left}.` : `${said}: ${figure}، ${left}.`),
  bannerAhead: (what, issuer, left) => `${what} لأجل ${issuer}: يبدأ بعد ${left}.`,
  standing: {
    import: (most, end) => `يسري حدّ ${most} ${end}؛ البيت تحته.`,
    export: (most, end) => `لا يجوز إرسال أكثر من ${most} ${end}؛ البيت تحته.`,
    until: (time) => `حتى ${time}`,
    open: 'حتى يُرفع',
    phase: (amps) => `${amps} لكل خط`,
  },
  past: 'السابق',
};
