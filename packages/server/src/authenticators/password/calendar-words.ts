import { foldLookAlikes } from "../../rules/authenticators/look-alikes.ts";

const languages =
  "en de fr es it pt nl da sv nb fi pl cs sk hu ro bg hr sr sl uk ru el tr ar he fa hi bn th vi id ms ja zh ko et lv lt ca eu gl is ga sq mk ka hy az kk";

// No formatter says seasons.
const seasons =
  "spring summer autumn fall winter springtime summertime wintertime frühling frühjahr sommer herbst printemps été automne hiver primavera verano otoño invierno estate autunno inverno verão outono lente zomer herfst forår efterår vår höst vinter høst kevät kesä syksy talvi wiosna lato jesień zima jaro léto podzim jar leto jeseň tavasz nyár ősz tél primăvară vară toamnă iarnă весна лето осень зима весни літо осінь άνοιξη καλοκαίρι φθινόπωρο χειμώνας ilkbahar yaz sonbahar kış ربيع صيف خريف شتاء אביב קיץ סתיו חורף 春天 夏天 秋天 冬天 봄 여름 가을 겨울 春 夏 秋 冬";

let words: ReadonlySet<string> | undefined;

/** Months, days of the week and seasons of many languages, as they are read: with a year behind them they are what people think of first. */
export function calendarWords(): ReadonlySet<string> {
  return (words ??= new Set(
    [...seasons.split(" "), ...languages.split(" ").flatMap(namesIn)].map(fold).filter(Boolean),
  ));
}

const fold = (text: string): string => foldLookAlikes(text).replaceAll(/[^\p{L}]/gu, "");

const firstOf = Array.from({ length: 12 }, (_, month) => Date.UTC(2026, month, 1 + (month % 7)));

function namesIn(language: string): string[] {
  const forms: Intl.DateTimeFormatOptions[] = [
    { month: "long" },
    { month: "short" },
    { day: "numeric", month: "long" },
    { weekday: "long" },
  ];
  return forms.flatMap((form) => {
    const format = new Intl.DateTimeFormat(language, { ...form, timeZone: "UTC" });
    return firstOf.flatMap((at) =>
      format
        .formatToParts(at)
        .filter(({ type }) => type === "month" || type === "weekday")
        .map(({ value }) => value),
    );
  });
}
