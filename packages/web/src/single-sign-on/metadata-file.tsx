import { useId, useState } from "react";
import { useAnnounce } from "../parts/announcer.tsx";
import { FieldFrame, noteProps } from "../parts/text-field.tsx";
import { connectText } from "./connect-strings.ts";
import { TextArea } from "./text-area.tsx";

const mostBytes = 1_000_000;

interface MetadataFileProps {
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

/** A provider's metadata, pasted or out of a file. The file is read here: what is sent is the text, when it is saved. */
export function MetadataFile(field: MetadataFileProps) {
  const id = useId();
  const announce = useAnnounce();
  const [wrong, setWrong] = useState<string>();
  const take = async (file: File) => {
    const text = file.size > mostBytes ? undefined : await file.text().catch(() => undefined);
    setWrong(
      text !== undefined ? undefined : file.size > mostBytes ? connectText.fileTooLarge : connectText.fileUnread,
    );
    if (text === undefined) return;
    field.onChange(text);
    announce(connectText.fileRead(file.name));
  };
  return (
    <>
      <TextArea label={connectText.metadataXml} hint={connectText.metadataXmlHint} rows={8} {...field} />
      <FieldFrame id={id} label={connectText.chooseFile} hint={connectText.chooseFileHint} error={wrong}>
        <input
          {...noteProps(id, true, wrong)}
          id={id}
          className="m-file"
          type="file"
          accept=".xml,text/xml,application/xml,application/samlmetadata+xml"
          onChange={({ currentTarget: { files } }) => {
            if (files?.[0]) void take(files[0]);
          }}
        />
      </FieldFrame>
    </>
  );
}
