import { unseenWarning } from '../../state/attention.ts';
import { formatMoney } from '../format/money.ts';
import { formatEnergy } from '../format/power.ts';
import { words } from '../text/words.ts';
import { sayAttention } from './attentionWords.ts';
import { figureOf } from './figure.ts';
import { brokenSentence, placeOf, type HomeOnScreen } from './screen.ts';

/** What is worth hearing and no more (U52): cost now, today so far, and whether anything is wrong. @param fine said when nothing is. */
export const basicSpeech = (home: HomeOnScreen, fine: string): string => [costNow(home), today(home), wrong(home) ?? fine].filter((text) => text !== '').join(' ');

function costNow(home: HomeOnScreen): string {
  const { grid, tariff } = home.model.facts;
  const { now } = words();
  const freshness = home.gridFreshness();
  if (freshness.kind !== 'fresh') return now.spokenUnknown;
  const figure = figureOf(words(), grid.body, tariff.body ?? undefined, 'money', freshness);
  if (figure.spoken === '') return now.spokenUnknown;
  return figure.calm ? now.spokenIdle : now.spoken(figure.spoken, figure.direction);
}

function today(home: HomeOnScreen): string {
  const { body } = home.model.facts.today;
  const { today, language } = words();
  if (!body) return '';
  const energy = formatEnergy(language.tag, body.importEnergy);
  if (body.energyCost === null) return today.sentenceUnpriced(energy);
  const money = formatMoney(language.tag, Math.abs(body.energyCost), placeOf(home).currency);
  return body.energyCost < 0 ? today.sentenceEarned(money, energy) : today.sentence(money, energy);
}

function wrong(home: HomeOnScreen): string | undefined {
  const place = placeOf(home);
  const first = unseenWarning(home.model.facts, place.now);
  return first ? sayAttention(place, first).sentence : brokenSentence(home);
}
