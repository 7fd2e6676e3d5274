/**
 * A day of the coming week as it stands in the middle of a sentence. `Intl` has only the bare name, which after a
 * preposition is wrong in half of our languages, and in Chromium has none at all for two of them. Not among the
 * panel's words, for which whoever opens the chat waits: this comes later, with what it is used by.
 */
import type { Locale } from '@touchline/shared/people.ts';

/** Today, tomorrow, then from Sunday on. */
const DAYS: Record<Locale, string> = {
  en: 'today|tomorrow|on Sunday|on Monday|on Tuesday|on Wednesday|on Thursday|on Friday|on Saturday',
  be: 'сёння|заўтра|ў нядзелю|ў панядзелак|ў аўторак|ў сераду|ў чацвер|ў пятніцу|ў суботу',
  ru: 'сегодня|завтра|в воскресенье|в понедельник|во вторник|в среду|в четверг|в пятницу|в субботу',
  az: 'bu gün|sabah|bazar günü|bazar ertəsi|çərşənbə axşamı|çərşənbə günü|cümə axşamı|cümə günü|şənbə günü',
  vi: 'hôm nay|ngày mai|Chủ Nhật|thứ Hai|thứ Ba|thứ Tư|thứ Năm|thứ Sáu|thứ Bảy',
  pl: 'dzisiaj|jutro|w niedzielę|w poniedziałek|we wtorek|w środę|w czwartek|w piątek|w sobotę',
  tr: 'bugün|yarın|pazar günü|pazartesi günü|salı günü|çarşamba günü|perşembe günü|cuma günü|cumartesi günü',
  uk: 'сьогодні|завтра|у неділю|у понеділок|у вівторок|у середу|у четвер|у пʼятницю|у суботу',
  es: 'hoy|mañana|el domingo|el lunes|el martes|el miércoles|el jueves|el viernes|el sábado',
  pt: 'hoje|amanhã|no domingo|na segunda-feira|na terça-feira|na quarta-feira|na quinta-feira|na sexta-feira|no sábado',
  de: 'heute|morgen|am Sonntag|am Montag|am Dienstag|am Mittwoch|am Donnerstag|am Freitag|am Samstag',
  ar: 'اليوم|غدًا|يوم الأحد|يوم الاثنين|يوم الثلاثاء|يوم الأربعاء|يوم الخميس|يوم الجمعة|يوم السبت',
};

/** By the device's calendar: the day on which clocks change is not 24 hours long. */
export function dayInSentence(at: number, locale: Locale, now: number): string {
  const day = new Date(at);
  const other = new Date(now);
  const words = DAYS[locale].split('|');
  if (isSameDay(day, other)) return words[0] ?? '';
  other.setDate(other.getDate() + 1);
  return words[isSameDay(day, other) ? 1 : day.getDay() + 2] ?? '';
}

function isSameDay(a: Date, b: Date): boolean {
  return a.toDateString() === b.toDateString();
}
