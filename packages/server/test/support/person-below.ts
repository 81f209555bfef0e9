import { Person, type Reply } from "./person.ts";

/** A person of a deployment whose paths begin with something. */
export class PersonBelow extends Person {
  override call(method: string, path: string, ...rest: [unknown?, Record<string, string>?]): Promise<Reply> {
    return super.call(method, this.server.services.config.basePath + path, ...rest);
  }
}
