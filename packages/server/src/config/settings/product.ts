import { signUpModes } from "../../vocabulary/states.ts";
import { findUnreadable, isVisible } from "../../rules/names/readable.ts";
import { isLoopbackName } from "../../rules/requests/loopback.ts";
import { oneOf, page, reading, type Settings, text, WrongValue } from "../setting.ts";

const appPage = reading((given) => {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  const isWeb = url?.protocol === "https:" || (url?.protocol === "http:" && isLoopbackName(url.hostname));
  if (!url || !isWeb || url.username !== "" || url.password !== "")
    throw new WrongValue(`"${given}" is not an https address such as https://app.example.com/home`);
  return url.href;
});

// What people's own names may not be either; angle brackets are written as what they are wherever it stands.
const shownName = text
  .max(60, { error: "must have at most 60 characters" })
  .refine((name) => isVisible(name) && findUnreadable(name.replaceAll(/[<>]/g, "")) === undefined, {
    error: "holds invisible characters or marks of direction, or nothing that can be seen",
  });

/** What people see of whose service this is. */
export const productSettings = {
  productName: {
    name: "MORTISE_PRODUCT_NAME",
    schema: shownName,
    default: "Mortise",
    about: "Your product's name, in mails, on the pages and in authenticator apps.",
  },
  appUrl: {
    name: "MORTISE_APP_URL",
    schema: appPage,
    about: "Your app's page: the navigation, and pages where something ends, link back to it.",
  },
  appName: {
    name: "MORTISE_APP_NAME",
    schema: shownName,
    about: "What that link calls your app. Default: the product's name.",
  },
  supportUrl: {
    name: "MORTISE_SUPPORT_URL",
    schema: page(/^(https?|mailto)$/),
    about: "Where people find help; linked from the pages.",
  },
  securityContact: {
    name: "MORTISE_SECURITY_CONTACT",
    schema: page(/^(https?|mailto|tel)$/),
    about: "Contact in `/.well-known/security.txt`: a URL or a `mailto:`.",
  },
  signUp: {
    name: "MORTISE_SIGN_UP",
    schema: oneOf(...signUpModes),
    default: "open",
    about: "Whether anyone may make an account.",
  },
} as const satisfies Settings;
