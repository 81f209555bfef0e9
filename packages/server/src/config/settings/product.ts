import { signUpModes } from "../../vocabulary/states.ts";
import { oneOf, page, type Settings, text } from "../setting.ts";

/** What people see of whose service this is. */
export const productSettings = {
  productName: {
    name: "MORTISE_PRODUCT_NAME",
    schema: text
      .max(60, { error: "must have at most 60 characters" })
      // Joiners hold letters and emoji of some scripts together; every other format moves or hides what stands beside it.
      .regex(/^(?:[^\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|[\u200C\u200D])+$/u, {
        error: "holds invisible characters or marks of direction",
      }),
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
