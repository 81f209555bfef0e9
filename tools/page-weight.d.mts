import type { Page } from "playwright-core";

export interface PageWeight {
  /** Of all answers together. */
  readonly bytes: number;
  readonly answers: readonly { readonly path: string; readonly bytes: number }[];
}

/**
 * Loads a page of which nothing is kept yet, until what it shows is there (`isShown` resolves) and nothing is on its way.
 * Answers every address it asked, in order, with the bytes of its answer.
 */
export function weighPage(page: Page, url: string, isShown: (page: Page) => Promise<unknown>): Promise<PageWeight>;
