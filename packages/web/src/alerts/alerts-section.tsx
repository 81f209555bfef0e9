import { useEffect } from "react";
import type { AlertCategory, AlertPreferences } from "../app/api-types.ts";
import { QueryView } from "../app/query-view.tsx";
import { useFragment } from "../app/use-fragment.ts";
import { Badge } from "../parts/badge.tsx";
import { Card } from "../parts/card.tsx";
import { Icon } from "../parts/icon.tsx";
import { Section } from "../parts/page.tsx";
import { Switch } from "../parts/switch.tsx";
import { CellSub } from "../parts/table.tsx";
import "./alerts.css";
import { categoryText, preferencesText } from "./strings.ts";
import { useAlertPreferences, useSwitchAlert, type Channel } from "./use-alert-preferences.ts";

// API keys have no alerts before an account can have any.
const shownCategories: AlertCategory[] = [
  "new-device",
  "new-location",
  "failed-sign-ins",
  "password",
  "authenticators",
  "sessions",
];
const headingId = "alerts";
const channels: Channel[] = ["email", "inApp"];

/** Which alerts arrive, and how. */
export function AlertsSection() {
  const preferences = useAlertPreferences();
  useArrival(preferences.data !== undefined);
  return (
    <Section title={preferencesText.title} headingId={headingId} lead={preferencesText.lead}>
      <QueryView
        query={preferences}
        loading={preferencesText.loading}
        rows={4}
        failed={preferencesText.loadFailed}
        carded
      >
        {(known) => <Preferences preferences={known} />}
      </QueryView>
    </Section>
  );
}

/** An address that ends in "#alerts" arrives here, once it is known how long everything above is. */
function useArrival(drawn: boolean) {
  const wanted = useFragment() === headingId;
  useEffect(() => {
    const heading = document.getElementById(headingId);
    if (!wanted || !drawn || heading === null) return;
    heading.scrollIntoView();
    heading.focus();
  }, [wanted, drawn]);
}

function Preferences({ preferences }: { preferences: AlertPreferences }) {
  const flip = useSwitchAlert();
  return (
    <Card>
      <table className="m-table m-alerts">
        <caption className="m-sr">{preferencesText.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{preferencesText.alert}</th>
            {channels.map((channel) => (
              <th key={channel} scope="col" className="m-col-switch">
                {preferencesText[channel]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shownCategories.map((category) => (
            <CategoryRow
              key={category}
              category={category}
              preferences={preferences}
              onSwitch={(channel, on) => flip({ category, channel, on })}
            />
          ))}
        </tbody>
      </table>
    </Card>
  );
}

interface CategoryRowProps {
  category: AlertCategory;
  preferences: AlertPreferences;
  onSwitch: (channel: Channel, on: boolean) => void;
}

function CategoryRow({ category, preferences, onSwitch }: CategoryRowProps) {
  const { title, inSentence, meta } = categoryText[category];
  const always = preferences.alwaysByEmail.find((each) => each.category === category);
  const { email, inApp } = preferences.categories[category];
  return (
    <tr>
      <th scope="row">
        {title}
        <CellSub>{meta}</CellSub>
        {always !== undefined && <CellSub>{always.reason}</CellSub>}
      </th>
      <td className="m-col-switch">
        {always === undefined ? (
          <Switch
            label={preferencesText.switchOf(preferencesText.email, inSentence)}
            checked={email}
            onChange={(on) => onSwitch("email", on)}
          />
        ) : (
          <Badge>
            <Icon name="lock" />
            {preferencesText.always}
          </Badge>
        )}
      </td>
      <td className="m-col-switch">
        <Switch
          label={preferencesText.switchOf(preferencesText.inApp, inSentence)}
          checked={inApp}
          onChange={(on) => onSwitch("inApp", on)}
        />
      </td>
    </tr>
  );
}
