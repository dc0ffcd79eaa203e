import type { DevicesWords } from '../en/devices.ts';
import { count as counted } from './count.ts';

const allFine = (count: number): string =>
  counted(count, {
    zero: 'لا أجهزة بعد.',
    one: 'جهازك يفعل ما طُلب منه.',
    two: 'جهازاك يفعلان ما طُلب منهما.',
    few: `أجهزتك الـ${count} تفعل ما طُلب منها.`,
    many: `كل أجهزتك، وهي ${count} جهازًا، تفعل ما طُلب منها.`,
    other: `كل أجهزتك، وهي ${count} جهاز، تفعل ما طُلب منها.`,
  });

export const devices: DevicesWords = {
  title: 'الأجهزة',
  sentence: (count, fine) => (count === fine ? allFine(count) : `أجهزة تحتاج نظرة: ${count - fine} من ${count}.`),
  none: 'لا أجهزة بعد. تظهر هنا البطاريات والمقابس والسيارات المرتبطة.',
  state: {
    obeyed: 'يفعل ما طُلب منه.',
    pending: 'طُلب منه، ولم يؤكد بعد.',
    refused: 'لم يفعل ما طُلب منه. إن بقي كذلك فأرِ فني التركيب السطر أدناه.',
    offline: 'لا يجيب. هل هو مشغّل وعلى شبكتك؟',
    unmanaged: 'يعمل وحده.',
  },
  asked: 'طُلب',
  reported: 'يقول',
  stored: 'المخزون',
  heard: 'آخر جواب',
  never: 'أبدًا',
  nothingAsked: 'لا شيء',
  ifSilent: 'إن صمتنا',
  fallback: { timer: 'يعود إلى وضعه بمؤقته', profile: 'ينتقل إلى وضعه الآمن', none: 'يبقى كما هو' },
};
