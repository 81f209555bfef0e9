/** What is there at once, or later. A turn of the event loop for something that is there already would cost more than some work. */
export type AtOnce<Result> = Promise<Result> | Result;

/** Goes on with it: at once where it is there at once. */
export function after<Given, Result>(given: AtOnce<Given>, next: (given: Given) => AtOnce<Result>): AtOnce<Result> {
  return given instanceof Promise ? given.then(next) : next(given);
}
