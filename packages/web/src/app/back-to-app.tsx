import { Icon } from "../parts/icon.tsx";
import { useDeployment } from "./deployment.tsx";
import { appText } from "./strings.ts";

/** The way back to the app whose accounts these are, where the deployment names one. */
export function BackToApp({ className = "m-btn m-btn-lg m-btn-block" }: { className?: string }) {
  const { app } = useDeployment();
  if (app === null) return null;
  return (
    <a className={className} href={app.url}>
      <Icon name="arrow-left" size={20} flip />
      <span>{appText.backTo(app.name)}</span>
    </a>
  );
}
