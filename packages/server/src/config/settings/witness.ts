import { basename } from "node:path";
import { readVerifierKey, type VerifierKey } from "../../crypto/verifier-key.ts";
import { isLoopbackName } from "../../rules/requests/loopback.ts";
import { WrongValue } from "../setting.ts";

type Named = { readonly setting: string; readonly name: string };
type FileWitness = Named & { readonly kind: "file"; readonly path: string };
type HttpWitness = Named & { readonly kind: "http"; readonly url: URL; readonly key: VerifierKey };
type Webhook = Named & { readonly kind: "webhook"; readonly url: URL };

/** Somewhere the log's checkpoints are kept beside the database, so that a log that was set back shows. */
export type Witness = FileWitness | HttpWitness | (Webhook & { readonly secret: string });

const webhook = "webhook+";

/** One of `MORTISE_LOG_WITNESSES`. Throws `WrongValue`, which names the host only. */
export function readWitness(text: string): FileWitness | HttpWitness | Webhook {
  if (text.startsWith("file:")) return readFile(text);
  const isWebhook = text.startsWith(webhook);
  const bare = isWebhook ? text.slice(webhook.length) : text;
  const url = URL.canParse(bare) ? new URL(bare) : undefined;
  if (!url?.hostname || (url.protocol !== "https:" && url.protocol !== "http:"))
    throw new WrongValue("each one begins with file:/, https:// or webhook+https://, and names a path or a host");
  if (url.protocol === "http:" && !isLoopbackName(url.hostname))
    throw new WrongValue(`${url.host} must be asked by https (http is for loopback only)`);
  if (url.username || url.password) throw new WrongValue(`${url.host} is given without name and password`);
  return isWebhook ? { setting: text, name: url.host, kind: "webhook", url } : readHttp(text, url);
}

function readFile(text: string): FileWitness {
  const path = text.slice("file:".length);
  if (!path.startsWith("/") || path.startsWith("//") || path.endsWith("/"))
    throw new WrongValue("a file is given by its whole path, as in file:/srv/checkpoints.txt");
  return { setting: text, name: basename(path), kind: "file", path };
}

// Without its key anyone on the way could answer in its name.
function readHttp(text: string, url: URL): HttpWitness {
  const key = readVerifierKey(url.hash.slice(1));
  if (key?.kind !== "witness")
    throw new WrongValue(
      `${url.host} needs its key behind a "#", as in https://${url.host}/#name+hash+key; mortise witness prints it`,
    );
  const asked = new URL(url);
  asked.hash = "";
  return { setting: text, name: url.host, kind: "http", url: asked, key };
}
