import { signUpModes } from "../../vocabulary/states.ts";
import { oneOf, page, type Settings, text } from "../setting.ts";

/** What people see of whose service this is. */
export const productSettings = {
  productName: {
    name: "MORTISE_PRODUCT_NAME",
    schema: text.max(60),
    default: "Mortise",
    about: "Your product's name, in mails, on the pages and in authenticator apps.",
  },
  supportUrl: {
    name: "MORTISE_SUPPORT_URL",
    schema: page(/^(https?|mailto)$/),
    about: "Where people find help; linked from the pages.",
  },
  securityContact: {
    name: "MORTISE_SECURITY_CONTACT",
    schema: text,
    about: "Contact in `/.well-known/security.txt`: a URL or a `mailto:`.",
  },
  signUp: {
    name: "MORTISE_SIGN_UP",
    schema: oneOf(...signUpModes),
    default: "open",
    about: "Whether anyone may make an account.",
  },
} as const satisfies Settings;
