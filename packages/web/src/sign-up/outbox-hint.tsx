import { useBaseUrl } from "../app/client.ts";
import { useDeployment } from "../app/deployment.tsx";
import { Banner } from "../parts/banner.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { signUpText } from "./strings.ts";

/** Where no mail can be sent yet, mails are on a page of this server. */
export function OutboxHint() {
  const { outboxPage } = useDeployment();
  const baseUrl = useBaseUrl();
  if (!outboxPage) return null;
  return (
    <Banner tone="info" icon="mail">
      <Sentence
        text={signUpText.outbox}
        slots={{ link: <a href={`${baseUrl}/dev/outbox`}>{signUpText.outboxLink}</a> }}
      />
    </Banner>
  );
}
