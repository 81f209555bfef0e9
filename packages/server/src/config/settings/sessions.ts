import { requiredSecondFactors, stepUpStrengths } from "../../vocabulary/policies.ts";
import { oneOf, type Settings, whole } from "../setting.ts";

/** How long a session lives at most, in seconds. */
export const sessionSettings = {
  idleSeconds: {
    name: "MORTISE_SESSION_IDLE_SECONDS",
    schema: whole(60, 31_536_000),
    default: "2592000",
    about: "A session ends after so long without a request.",
  },
  absoluteSeconds: {
    name: "MORTISE_SESSION_ABSOLUTE_SECONDS",
    schema: whole(60, 31_536_000),
    default: "7776000",
    about: "A session ends after so long in any case.",
  },
  mostPerAccount: {
    name: "MORTISE_SESSIONS_PER_ACCOUNT",
    schema: whole(1, 10_000),
    default: "100",
    about:
      "So many sessions of one account at once, and so many remembered devices. A sign-in beyond it ends the one that was used least recently.",
  },
} as const satisfies Settings;

/** What is asked at sign-in and of sensitive changes, and what hashing may take. */
export const proofSettings = {
  stepUpStrength: {
    name: "MORTISE_STEP_UP_STRENGTH",
    schema: oneOf(...stepUpStrengths),
    default: "second-factor",
    about:
      "What confirms a sensitive change: a second factor where one exists, anything, or a passkey where one exists.",
  },
  requiredSecondFactor: {
    name: "MORTISE_REQUIRED_SECOND_FACTOR",
    schema: oneOf(...requiredSecondFactors),
    default: "none",
    about:
      "What everybody must have, from their first sign-in on: nothing, a second factor, or a passkey or security key. Until it is bound, a session can do nothing else. Organizations may ask for more.",
  },
  rememberDeviceDays: {
    name: "MORTISE_REMEMBER_DEVICE_DAYS",
    schema: whole(0, 365),
    default: "30",
    about:
      "For how many days a device can be excused from the second step after a password. 0: never. It never confirms a sensitive change.",
  },
  totpStepsAround: {
    name: "MORTISE_TOTP_STEPS_AROUND",
    schema: whole(0, 1),
    default: "1",
    about:
      "By how many steps of 30 seconds an authenticator app's code may be early or late. 1 forgives a phone's clock and slow fingers; with 0 a code lives 30 seconds and no longer.",
  },
  mostAuthenticators: {
    name: "MORTISE_MAX_AUTHENTICATORS",
    schema: whole(2, 1000),
    default: "20",
    about:
      "How many authenticators of each kind (passkeys, authenticator apps, phones) an account has at most. Of those being bound, ten of a kind wait at once; another takes the place of the oldest.",
  },
  hashQueue: {
    name: "MORTISE_HASH_QUEUE",
    schema: whole(1, 10_000),
    default: "200",
    about:
      "Password hashes that may wait for a core. Beyond it requests get 429, so that a login storm cannot exhaust memory.",
  },
} as const satisfies Settings;
