import type { Words } from '../en.ts';

export const doing: Words['doing'] = {
  paused: 'التشغيل الآلي متوقف حتى تستأنفه. أجهزتك تعمل وحدها.',
  pausedUntil: (time) => `التشغيل الآلي متوقف حتى ${time}. أجهزتك تعمل وحدها.`,
  nothing: 'لا خطة بعد. أجهزتك تعمل وحدها.',
  advised: 'نصيحة فقط: أجهزتك تعمل وحدها.',
  quiet: 'لا شيء يلزم الآن.',
  quietUntil: (time, what) => `لا شيء يلزم حتى ${time}. بعد ذلك: ${what}`,
  verb: {
    charge: (device) => `${device}: يُشحن`,
    surplus: (device) => `${device}: يأخذ فائض الكهرباء فقط`,
    discharge: (device) => `${device}: يغذي البيت`,
    follow: (device) => `${device}: يوازن البيت`,
    idle: (device) => `${device}: ينتظر`,
    run: (device) => `${device}: يعمل`,
  },
  because: {
    'cheap-slot': (price) => `لأن الكهرباء رخيصة الآن، ${price}.`,
    'dear-slot': (price) => `لأن الكهرباء غالية الآن، ${price}.`,
    surplus: () => 'لاستعمال فائض كهربائك.',
    limit: () => 'للبقاء تحت حدّك.',
    deadline: () => 'ليكون جاهزًا في وقته.',
    reserve: () => 'للمحافظة على احتياطيك.',
    neutral: () => 'كما يفعل من نفسه.',
  },
  becauseThen: {
    'cheap-slot': (price) => `حين تكون الكهرباء رخيصة، ${price}.`,
    'dear-slot': (price) => `حين تكون الكهرباء غالية، ${price}.`,
    surplus: () => 'من فائض كهربائك.',
    limit: () => 'للبقاء تحت حدّك.',
    deadline: () => 'ليكون جاهزًا في وقته.',
    reserve: () => 'للمحافظة على احتياطيك.',
    neutral: () => 'كما يفعل من نفسه.',
  },
};
