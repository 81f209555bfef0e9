// oxlint-disable no-restricted-globals -- waits in this tab alone, and is taken when it is back: no address of another site may hold it
const key = "mortise-invitation";

/** Keeps an invitation's token in this tab while it is at another site, which is not to be told of it. */
export function keepInvitation(token: string): void {
  sessionStorage.setItem(key, token);
}

/** The token that was kept. */
export function keptInvitation(): string | null {
  return sessionStorage.getItem(key);
}

export function forgetInvitation(): void {
  sessionStorage.removeItem(key);
}
