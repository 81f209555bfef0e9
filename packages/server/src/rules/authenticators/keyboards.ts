// The three rows of letters, key by key: who runs over the keys does it on every layout.
const latin = "qwertyuiop[]asdfghjkl;'zxcvbnm,./";
const layouts: readonly string[] = [
  "йцукенгшщзхъфывапролджэячсмитьбю.",
  "йцукенгшщзхїфівапролджєячсмитьбю.",
  ";ςερτυθιοπ[]ασδφγηξκλ΄'ζχψωβνμ,./",
  "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظ/",
  "/'קראטוןםפ][שדגכעיחלךף,זסבהנמצתץ.",
];

const keysOf = layouts.map((layout) => new Map([...layout].map((sign, at) => [sign, latin[at] ?? ""])));

/** What the same keys write on a Latin keyboard, for each layout that has all letters of the text: "йцукен" is "qwerty". */
export function listKeysOf(text: string): readonly string[] {
  if (!/[^\p{Script=Latin}\P{L}]/u.test(text)) return [];
  const typed = keysOf
    .filter((keys) => [...text].every((sign) => !/\p{L}/u.test(sign) || keys.has(sign)))
    .map((keys) => [...text].map((sign) => keys.get(sign) ?? sign).join(""));
  return [...new Set(typed)];
}

/** What somebody writes who forgot to change to their own layout: "gfhjkm" for "пароль". */
export function onLatinKeys(word: string): readonly string[] {
  return listKeysOf(word).filter((keys) => /^[a-z]+$/.test(keys));
}
