import type { WantsWords } from '../en/wants.ts';

export const wants: WantsWords = {
  intents: 'غاية الخطط',
  modes: {
    cheapest: { name: 'الأرخص', about: 'أقل فاتورة.' },
    greenest: { name: 'الأنظف', about: 'كهرباء بأقل ثاني أكسيد الكربون، ولو كلفت أكثر قليلا.' },
    'self-reliant': { name: 'الأكثر استقلالا', about: 'كهرباؤك أولا، وأقل ما يمكن من الشبكة.' },
    comfort: { name: 'الراحة', about: 'دفء في وسط المدى، وتشغيل قليل.' },
  },
  others: 'طُلب أيضا',
  remove: 'تراجع',
  pending: 'بانتظار أن يحفظه بيتك.',
  addedBy: (device, energy, time) => `${device}: ${energy} إضافية قبل ${time}`,
  leaves: (device) => `${device} يغادر حسب الأسبوع`,
  comfort: (device, low, high) => `${device} بين ${low} و${high}`,
  during: (from, to) => `${from}–${to}`,
  budget: { money: (money) => `على الأكثر ${money} في اليوم`, energy: (energy) => `على الأكثر ${energy} في اليوم` },
  quiet: (device, from, to) => `${device} صامت ${from}–${to}`,
  own: (money) => `هذا وحده يوفر نحو ${money}.`,
  flip: { dearer: (price) => `فوق ${price} لا يستحق ذلك.`, cheaper: (price) => `تحت ${price} لا يستحق ذلك.` },
  weighed: {
    peak: 'يبقى دون أعلى قدرة بلغها الشهر: ما فوقها يكلف الشهر كله.',
    tier: 'يبقى دون القدرة التي يغلو بعدها كل كيلوواط ساعة.',
    carbon: 'الكهرباء حينها أنظف، كما طلبت.',
    independence: 'يحتاج إلى الشبكة أقل، كما طلبت.',
  },
};
