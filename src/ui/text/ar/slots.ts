import type { SlotsWords } from '../en/slots.ts';

export const slots: SlotsWords = {
  title: 'نصف ساعة بنصف ساعة',
  decided: 'أنصاف ساعات قررتها أنت',
  off: 'ليس في نصف الساعة هذا',
  on: 'تشغيل في نصف الساعة هذا',
  charge: 'شحن في نصف الساعة هذا',
  of: (device, from, to) => `${device} من ${from} إلى ${to}`,
  named: (slot, choice) => `${slot}: ${choice}`,
  stands: { on: 'قررته أنت', off: 'قررته أنت', planned: 'حسب الخطة', free: 'لا شيء مقرر', asking: 'نسأل بيتك …' },
  done: {
    on: (slot) => `${slot}: تشغيل، بقرارك.`,
    off: (slot) => `${slot}: إطفاء، بقرارك.`,
    freed: (slot) => `${slot}: حسب الخطة من جديد.`,
  },
};
