import type { ReactNode } from "react";
import { placesAt } from "../../../server/src/addresses.ts";
import type { SsoConnection } from "../app/api-types.ts";
import { NotHere, useMay } from "../app/organization-gate.tsx";
import { QueryView } from "../app/query-view.tsx";
import { useHere } from "../parts/navigation.ts";
import { ssoArea } from "./address.ts";
import { ConnectDetailsPage, ConnectPage } from "./connect-page.tsx";
import { EditPage } from "./edit-page.tsx";
import { pickedAt } from "./guides.ts";
import { Overview } from "./overview.tsx";
import { RulesPage } from "./rules-page.tsx";
import { ssoPageText } from "./strings.ts";
import { TestPage } from "./test-page.tsx";
import { useConnections } from "./use-connections.ts";

/** How an organization's people sign in with their work account, or the part of it that the address names. */
export function SingleSignOnPage() {
  const here = useHere();
  const may = useMay("manage-sso");
  if (may && placesAt(`${ssoArea}/connect`, here) !== undefined) return <ConnectPage />;
  const details = placesAt(`${ssoArea}/connect/:guide/:protocol`, here);
  if (may && details !== undefined) {
    const picked = pickedAt(details.guide, details.protocol);
    return picked === undefined ? <ConnectPage /> : <ConnectDetailsPage key={here} picked={picked} />;
  }
  const edit = placesAt(`${ssoArea}/conn_:connection/edit`, here);
  if (may && edit !== undefined)
    return <Found id={edit.connection}>{(found) => <EditPage connection={found} />}</Found>;
  const rules = placesAt(`${ssoArea}/conn_:connection/rules`, here);
  if (rules !== undefined) return <Found id={rules.connection}>{(found) => <RulesPage connection={found} />}</Found>;
  const test = placesAt(`${ssoArea}/conn_:connection/tests/:test`, here);
  if (test !== undefined)
    return <Found id={test.connection}>{(found) => <TestPage connection={found} id={test.test} />}</Found>;
  return <Overview />;
}

/** The connection an address names. */
function Found({ id, children }: { id: string; children: (connection: SsoConnection) => ReactNode }) {
  const connections = useConnections();
  return (
    <QueryView query={connections} failed={ssoPageText.loadFailed} rows={3} heading="h2">
      {({ items }) => {
        const found = items.find((each) => each.id === `conn_${id}`);
        return found === undefined ? <NotHere /> : children(found);
      }}
    </QueryView>
  );
}
