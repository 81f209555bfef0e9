import { useEffect, useState } from "react";

interface MailedToken {
  token: string | null;
  /** Of the invitation that comes next, where the link is on the way to one. */
  invitation: string | null;
  /** Counts the links that arrived, so that a page begins anew with each, the same one too. */
  arrival: number;
}

function tokensInAddress(): Pick<MailedToken, "token" | "invitation"> {
  const fragment = new URLSearchParams(location.hash.slice(1));
  return { token: fragment.get("token"), invitation: fragment.get("invitation") };
}

function clearAddress(): void {
  if (location.hash !== "") history.replaceState(history.state, "", location.pathname + location.search);
}

/** The token of a mailed link. It is taken out of the address bar, so history and screenshots do not keep it. */
export function useMailedToken(): MailedToken {
  const [mailed, setMailed] = useState<MailedToken>(() => ({ ...tokensInAddress(), arrival: 0 }));
  useEffect(() => {
    const take = () => {
      const tokens = tokensInAddress();
      if (tokens.token !== null) setMailed(({ arrival }) => ({ ...tokens, arrival: arrival + 1 }));
      clearAddress();
    };
    clearAddress();
    addEventListener("hashchange", take);
    return () => removeEventListener("hashchange", take);
  }, []);
  return mailed;
}
