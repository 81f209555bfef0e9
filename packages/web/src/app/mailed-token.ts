import { useEffect, useState } from "react";

function tokenInAddress(): string | null {
  return new URLSearchParams(location.hash.slice(1)).get("token");
}

/** The token of a mailed link. It is taken out of the address bar, so history and screenshots do not keep it. */
export function useMailedToken(): string | null {
  const [token, setToken] = useState(tokenInAddress);
  useEffect(() => {
    const take = () => {
      const arrived = tokenInAddress();
      if (arrived === null) return;
      setToken(arrived);
      history.replaceState(history.state, "", location.pathname + location.search);
    };
    take();
    addEventListener("hashchange", take);
    return () => removeEventListener("hashchange", take);
  }, []);
  return token;
}
