/** So many requests begin in one turn of the event loop. */
const perTurn = 8;

/**
 * Lets requests begin in the order they came, a few a turn. When a thousand come at once, whoever asks for little, such as whose
 * session this is, is answered between them instead of after the last. Who has left, or is answered, meanwhile is not begun.
 */
export function createTurnstile(): (begin: () => void, hasLeft: () => boolean) => void {
  const waiting: { readonly begin: () => void; readonly hasLeft: () => boolean }[] = [];
  let left = perTurn;
  let isTurning = false;
  const turn = (): void => {
    isTurning = false;
    left = perTurn;
    for (let next = waiting.shift(); next; next = left > 0 ? waiting.shift() : undefined) {
      if (next.hasLeft()) continue;
      left--;
      next.begin();
    }
    if (waiting.length > 0) turnSoon();
  };
  const turnSoon = (): void => {
    if (isTurning) return;
    isTurning = true;
    setImmediate(turn);
  };
  return (begin, hasLeft) => {
    turnSoon();
    if (left === 0 || waiting.length > 0) waiting.push({ begin, hasLeft });
    else {
      left--;
      begin();
    }
  };
}
