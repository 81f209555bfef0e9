import "./button.css";
import "./waiting.css";

/** Something outside this page must happen now, such as the browser's own prompt. */
export function Waiting({ words }: { words: string }) {
  return (
    <div className="m-waiting" role="status">
      <span className="m-spinner m-spinner-lg" aria-hidden="true" />
      <p>{words}</p>
    </div>
  );
}
