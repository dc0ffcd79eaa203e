import type { ChargingWords } from '../en/charging.ts';

export const charging: ChargingWords = {
  title: 'متى تُشحن السيارة من نفسها',
  about: 'هذا للأوقات التي لا خطة فيها. الخطة، وأنت، قبل ذلك.',
  ask: 'تبدأ الشواحن بهذه الساعات، حتى لا تُشحن كل السيارات حين تكون الشبكة أشد ازدحامًا. يمكنك إبقاؤها أو تغييرها أو حذفها، الآن وفي أي وقت.',
  except: (hours) => `ليس ${hours}.`,
  always: 'في أي ساعة.',
  window: (days, from, to) => `${days} من ${from} إلى ${to}`,
  everyDay: 'كل يوم',
  keep: 'أبقِ هذه الساعات',
  drop: 'اشحن في أي ساعة',
  change: 'غيّر الساعات',
  from: 'ليس من',
  to: 'إلى',
  remove: (window) => `احذف ${window}`,
  add: 'أضف ساعات',
  done: 'تغيّرت ساعات الشحن.',
};
