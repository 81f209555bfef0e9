import type { Explained } from "../../rules/policies/explaining.ts";

/** A policy as it is told to whoever is held to it. */
export interface Told<Value> extends Explained<Value> {
  /** In plain words: who asks for what, and since when. */
  readonly why: string;
}
