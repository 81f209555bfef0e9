// What the list of common passwords, made from English ones, does not have: "password", "welcome" and the like elsewhere, and
// sentences that everybody knows.
const words =
  "пароль йцукен йцукенг привет любовь наташа спартак солнышко парол контроль локомотив зенит пароль123 密码 我爱你 中国 口令 欢迎 パスワード ようこそ 비밀번호 사랑해 환영 كلمةالسر סיסמה passwort kennwort geheim motdepasse contrasena clave senha wachtwoord losenord adgangskode passord salasana heslo haslo jelszo parola sifre matkhau lozinka geslo κωδικος συνθηματικο παρακαλω azerty qwertz willkommen bienvenue bienvenido bienvenidos benvenuto bemvindo welkom velkommen valkommen tervetuloa vitejte witaj bonjour hola ciao namaste hallo schatz teamo jetaime tiamo woaini covid corona iphone";

const sentences = [
  "the quick brown fox",
  "the quick brown fox jumps over the lazy dog",
  "to be or not to be",
  "may the force be with you",
  "lorem ipsum",
  "lorem ipsum dolor",
  "lorem ipsum dolor sit amet",
  "happy new year",
  "merry christmas",
  "happy birthday",
  "hakuna matata",
  "i love my wife",
  "i love my kids",
  "this is my password",
  "this is a password",
  "my password is",
  "let me in please",
  "i like big butts",
  "one two three four",
  "one two three four five",
  "eins zwei drei",
  "un deux trois",
  "uno dos tres",
  "uno due tre",
  "раз два три",
  "first second third",
  "一二三四五六七八",
  "壹贰叁肆伍陆柒捌",
  "가나다라마바사아",
];

export const elsewhere: readonly string[] = [...words.split(" "), ...sentences.map((each) => each.replaceAll(" ", ""))];
