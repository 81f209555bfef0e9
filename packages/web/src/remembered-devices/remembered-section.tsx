import { useRememberedDevices } from "../app/queries.ts";
import type { RememberedDevice } from "../app/api-types.ts";
import { QueryView } from "../app/query-view.tsx";
import { Badge } from "../parts/badge.tsx";
import { Button } from "../parts/button.tsx";
import { Bits, Card, Row } from "../parts/card.tsx";
import { useNow } from "../parts/clock.tsx";
import { day, relative } from "../parts/format.ts";
import type { IconName } from "../parts/icon.tsx";
import { Section } from "../parts/page.tsx";
import { rememberedText } from "./strings.ts";
import { useForget } from "./use-forget.ts";

/** Devices excused from the second step. With none, nothing is said of it. */
export function RememberedSection() {
  const { data, error, refetch } = useRememberedDevices();
  const forget = useForget();
  if (data === undefined && error === null) return null;
  if (data?.items.length === 0) return null;
  return (
    <Section
      title={rememberedText.title}
      headingId="remembered-devices"
      lead={rememberedText.lead}
      action={
        data !== undefined &&
        data.items.length > 1 && (
          <Button
            size="sm"
            busy={forget.all.isPending && rememberedText.forgetting}
            onClick={() => forget.all.mutate()}
          >
            {rememberedText.forgetAll}
          </Button>
        )
      }
    >
      <Card>
        <QueryView query={{ data, error, refetch }} failed={rememberedText.loadFailed}>
          {({ items }) =>
            items.map((device) => (
              <DeviceRow
                key={device.id}
                device={device}
                forgetting={forget.forgettingId === device.id}
                onForget={() => forget.one.mutate(device)}
              />
            ))
          }
        </QueryView>
      </Card>
    </Section>
  );
}

interface DeviceRowProps {
  device: RememberedDevice;
  forgetting: boolean;
  onForget: () => void;
}

function DeviceRow({ device, forgetting, onForget }: DeviceRowProps) {
  const now = useNow(60_000);
  return (
    <Row
      icon={deviceIcon(device)}
      title={
        <>
          {device.device} {device.current && <Badge tone="accent">{rememberedText.thisDevice}</Badge>}
        </>
      }
      meta={
        <Bits
          items={[
            <span key="ip" className="m-ltr">
              {device.ip}
            </span>,
            rememberedText.lastUsed(relative(device.lastUsedAt, now)),
            rememberedText.until(day(device.expiresAt)),
          ]}
        />
      }
      actions={
        <Button
          size="sm"
          aria-label={forgetting ? undefined : rememberedText.forgetNamed(device.device)}
          busy={forgetting && rememberedText.forgetting}
          onClick={onForget}
        >
          {rememberedText.forget}
        </Button>
      }
    />
  );
}

function deviceIcon({ device, os }: RememberedDevice): IconName {
  return /android|ios|iphone|ipad/i.test(`${device} ${os}`) ? "phone" : "monitor";
}
