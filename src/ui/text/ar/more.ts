import type { Words } from '../en.ts';

export const more: Words['more'] = {
  title: 'المزيد',
  sentence: (home, badge) => `${home}: ${badge}`,
  language: 'اللغة',
  automatic: 'كلغة المتصفح',
  demo: 'بيت تجريبي',
  demoAbout: 'بيت محاكاة في هذا المتصفح، فيه بطارية وغسالة صحون.',
  demoStart: 'افتح البيت التجريبي',
  demoEnd: 'اخرج من البيت التجريبي',
  about: 'عن Tidewatt',
  aboutText: 'يعمل بدون إنترنت وبدون حساب. ما يفعله بيتك يبقى في بيتك.',
  setup: 'بقيت أسئلة قليلة. بيتك يعمل منذ الآن.',
  setupOpen: 'أجب عنها',
  setupLater: 'ليس الآن',
  update: 'نسخة أحدث جاهزة.',
  updateNow: 'حدّث الآن',
};
