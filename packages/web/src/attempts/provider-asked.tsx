import { useState } from "react";
import type { AtProvider } from "../app/api-types.ts";
import { Button } from "../parts/button.tsx";
import { atProvider } from "./at-provider.ts";
import { stepUpText } from "./strings.ts";

/** Whoever came by their work account may prove themselves anew there. */
export function ProviderAsked({ redirect, isOnlyWay = false }: { redirect: AtProvider; isOnlyWay?: boolean }) {
  const [isLeaving, setLeaving] = useState(false);
  const { name } = redirect.connection;
  const leave = () => {
    setLeaving(true);
    location.assign(atProvider(redirect, thisPage(redirect)));
  };
  return (
    <div className="m-stack-2">
      <Button
        tone={isOnlyWay ? "primary" : "default"}
        size={isOnlyWay ? "lg" : "md"}
        block
        data-autofocus={isOnlyWay || undefined}
        busy={isLeaving && stepUpText.leaving(name)}
        onClick={leave}
      >
        {stepUpText.atProvider(name)}
      </Button>
      <p className="m-small m-muted">{stepUpText.comesBack}</p>
    </div>
  );
}

/** A host's page is named whole; one of these by its path. */
function thisPage({ url }: AtProvider): string {
  return new URL(url).origin === location.origin ? location.pathname + location.search : location.href;
}
