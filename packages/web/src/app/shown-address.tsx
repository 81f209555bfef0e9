import { createContext, useContext, useDeferredValue, useEffect, type ReactNode } from "react";
import { Router, useRouter } from "wouter";
import { navigate, usePathname } from "wouter/use-browser-location";
import { useAnnounce } from "../parts/announcer.tsx";
import { partsText } from "../parts/strings.ts";
import "./shown-address.css";

const ShownContext = createContext("");

// The whole path, as the browser's own hook has it: the router takes the base off.
const useShown: typeof useShownPath = () => useShownPath();
function useShownPath(): [string, typeof navigate] {
  return [useContext(ShownContext), navigate];
}

interface ShownAddressProps {
  /** Whether two addresses show the same page: then the new one is there at once. */
  isSame: (one: string, other: string) => boolean;
  children: ReactNode;
}

/** Within it, the address is the one of the page that is shown: the old one's until the code of the new one is there. */
export function ShownAddress({ isSame, children }: ShownAddressProps) {
  const { base } = useRouter();
  const own = (path: string) => (path.startsWith(base) ? path.slice(base.length) : path);
  const here = usePathname();
  const before = useDeferredValue(here);
  const isComing = before !== here && !isSame(own(before), own(here));
  return (
    <Router hook={useShown}>
      <div className="m-shown" aria-busy={isComing || undefined}>
        <ShownContext value={isComing ? before : here}>{children}</ShownContext>
        {isComing && <OnItsWay />}
      </div>
    </Router>
  );
}

const patienceMs = 300;

/** Said and drawn after a while, as with everything that loads. */
function OnItsWay() {
  const say = useAnnounce();
  useEffect(() => {
    const timer = setTimeout(() => say(partsText.loading), patienceMs);
    return () => clearTimeout(timer);
  }, [say]);
  return <div className="m-on-its-way" aria-hidden="true" />;
}
