import { attention } from './ar/attention.ts';
import { doing } from './ar/doing.ts';
import { events } from './ar/events.ts';
import { later } from './ar/later.ts';
import { badge, badgeMeans } from './ar/link.ts';
import { more } from './ar/more.ts';
import { now } from './ar/now.ts';
import { override } from './ar/override.ts';
import { plan } from './ar/plan.ts';
import { today } from './ar/today.ts';
import type { Words } from './en.ts';
import { isolated } from './isolated.ts';
import type { Language } from './language.ts';

const words: Words = {
  language: { tag: 'ar', name: 'العربية', direction: 'rtl', comma: '، ' },
  bar: { label: 'الشاشات', now: 'الآن', today: 'اليوم', plan: 'الخطة', devices: 'الأجهزة', more: 'المزيد', events: 'الطلبات والعروض', history: 'السجل', own: 'ملفك', settings: 'الإعدادات', setup: 'الخطوات الأولى', tariff: 'التعرفة', wall: 'عرض الجدار' },
  unknown: '–',
  simulated: 'محاكاة',
  estimated: 'تقديري',
  close: 'إغلاق',
  help: 'مساعدة',
  understood: 'حسنًا',
  waiting: 'بانتظار أول جواب من بيتك.',
  screenFailed: 'تعذّر تحميل هذه الشاشة. تحقق من الاتصال ببيتك ثم حاول مرة أخرى.',
  tryAgain: 'حاول مرة أخرى',
  skip: 'إلى الشاشة',
  badge,
  badgeMeans,
  age: { seconds: (n) => `قبل ${n} ث`, minutes: (n) => `قبل ${n} د`, hours: (n) => `قبل ${n} س`, days: (n) => `قبل ${n} ي`, late: (age) => `متأخر، ${age}`, asOf: (time) => `حتى ${time}`, since: (time) => `لا جديد منذ ${time}.` },
  now,
  doing,
  limit: {
    kept: (power) => `يبقى تحت ${power} كما تطلب الشبكة.`,
    sent: (power) => `لا يرسل أكثر من ${power} كما تطلب الشبكة.`,
    settling: (power) => `يُخفَّض ليبقى تحت ${power} كما تطلب الشبكة.`,
    unkeepable: (power, excess) => `تسمح الشبكة بـ ${power}. خُفِّض كل ما يمكن خفضه، وما زال الزائد ${excess}.`,
    connection: 'يبقى ضمن ما يتحمله توصيلك بالشبكة.',
    connectionOver: (excess) => `الاستهلاك أكبر مما يتحمله توصيلك: خُفِّض كل ما يمكن خفضه، وما زال الزائد ${excess}.`,
  },
  pause: {
    open: 'إيقاف التشغيل الآلي مؤقتًا',
    title: 'إيقاف كل التشغيل الآلي مؤقتًا',
    about: 'تعمل الأجهزة وحدها في هذه الأثناء. ينتهي الإيقاف من نفسه، أو عندما تستأنف.',
    hour: 'لمدة ساعة',
    tonight: 'حتى منتصف الليل',
    always: 'حتى أستأنف',
    resume: 'استئناف التشغيل الآلي',
    asking: 'نسأل بيتك …',
  },
  today,
  plan,
  attention,
  events,
  override,
  outdated: { disabled: 'حدّث التطبيق أولًا' },
  more,
  spoken: { band: (word) => `استهلاك بيتك ${word}.` },
};

/** Everything the app says in Arabic. */
export const ar: Language = { words, later: async () => later, retell: isolated };
