import type { SsoConnection } from "../app/api-types.ts";
import { Badge, Status } from "../parts/badge.tsx";
import { stateText } from "./state-strings.ts";
import type { Required } from "./use-requirement.ts";

interface ConnectionTitleProps {
  connection: SsoConnection;
  required: Required | undefined;
}

/** Its name, its protocol, and the state it is in. */
export function ConnectionTitle({ connection, required }: ConnectionTitleProps) {
  const { name, kind, pendingRevision } = connection;
  return (
    <>
      <bdi>{name}</bdi> <Badge>{stateText.kind[kind]}</Badge> <State connection={connection} required={required} />
      {pendingRevision !== null && <Badge tone="accent">{stateText.waiting}</Badge>}
    </>
  );
}

function State({ connection: { status, tested }, required }: ConnectionTitleProps) {
  const words = stateText.status;
  if (status === "active") {
    return <Status tone="success">{required === undefined ? words.active : stateText.active[required]}</Status>;
  }
  if (status === "disabled") return <Status tone="danger">{words.disabled}</Status>;
  return <Status tone="warning">{tested ? words.tested : words.draft}</Status>;
}
