import { useEffect, useState } from "react";

interface MailedToken {
  token: string | null;
  /** Counts the links that arrived, so that a page begins anew with each, the same one too. */
  arrival: number;
}

function tokenInAddress(): string | null {
  return new URLSearchParams(location.hash.slice(1)).get("token");
}

function clearAddress(): void {
  if (location.hash !== "") history.replaceState(history.state, "", location.pathname + location.search);
}

/** The token of a mailed link. It is taken out of the address bar, so history and screenshots do not keep it. */
export function useMailedToken(): MailedToken {
  const [mailed, setMailed] = useState<MailedToken>(() => ({ token: tokenInAddress(), arrival: 0 }));
  useEffect(() => {
    const take = () => {
      const token = tokenInAddress();
      if (token !== null) setMailed(({ arrival }) => ({ token, arrival: arrival + 1 }));
      clearAddress();
    };
    clearAddress();
    addEventListener("hashchange", take);
    return () => removeEventListener("hashchange", take);
  }, []);
  return mailed;
}
