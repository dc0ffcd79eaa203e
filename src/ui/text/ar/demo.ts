import type { DemoWords } from '../en/demo.ts';

export const demo: DemoWords = {
  title: 'جرّب',
  past: (share) => `يعيش البيت التجريبي أسبوعه الأخير: ${share}.`,
  pastName: 'الأسبوع الأخير للبيت التجريبي',
  limit: (power, minutes) => `أرسل حدًّا من الشبكة ${power} لمدة بالدقائق: ${minutes}`,
  lift: 'ارفع الحدّ',
  offer: (minutes, after) => `ليعرض مشغّل 50 ct مقابل استهلاك أقل، المدة بالدقائق: ${minutes}، يبدأ بعد: ${after}`,
  allows: (power, time) => `تسمح الشبكة بـ ${power} حتى ${time}.`,
  state: {
    kept: (drawn) => `تحقق: يسحب بيتك ${drawn}.`,
    settling: (drawn) => `يُخفَّض، الآن ${drawn}.`,
    unkeepable: (drawn) => `خُفِّض كل ما يمكن، وما زال ${drawn}.`,
  },
  speed: 'الوقت في البيت التجريبي',
  times: (n) => `${n}×`,
};
