import { z } from "zod";
import { type EventDefinition, eventKinds } from "../vocabulary/events/define.ts";
import { catalogue, eventTypes, typesOfKind } from "../vocabulary/events/catalogue.ts";

/** The catalogue as a page: each type with its sentence and the schema of what it carries. */
export function describeCatalogue(): string {
  const kinds = eventKinds.map((kind) => `## ${kind}\n\n${typesOfKind(kind).map(describeType).join("\n")}`);
  return `# Events

Everything that happens to an account or to the log is recorded once, in the transaction in which it happens, and never changed: ${eventTypes.length} types.
Each event carries its id and instant, who did it (\`account\`, \`operator\`, \`api-key\`, \`organization-admin\`, \`scim\`, \`anonymous\` or \`system\`), the account and organization it is about,
session, request id, address, place and device where there are any, and the data below. None carries a secret. Instants in data are Unix milliseconds.
Generated from \`packages/server/src/vocabulary/events/\`.

${kinds.join("\n")}`;
}

function describeType(type: (typeof eventTypes)[number]): string {
  const { says, example, data } = catalogue[type] as EventDefinition;
  const { properties, required = [] } = z.toJSONSchema(data) as unknown as {
    properties: Readonly<Record<string, Schema>>;
    required?: readonly string[];
  };
  const members = Object.entries(properties).map(
    ([name, schema]) => `- \`${name}\`: ${describeSchema(schema)}${required.includes(name) ? "" : " (may be absent)"}`,
  );
  const carries = members.length > 0 ? `\n${members.join("\n")}\n` : "";
  return `### \`${type}\`\n\n“${says(example)}”\n${carries}`;
}

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

const plainTypes: Readonly<Record<string, string>> = {
  integer: "whole number",
  string: "text",
  boolean: "true or false",
};

function describeSchema({ type, enum: words, const: word, anyOf, items, properties }: Schema): string {
  if (anyOf) return anyOf.map(describeSchema).join(" or ");
  if (words) return words.map((each) => `\`${each}\``).join(", ");
  if (word !== undefined) return `\`${word}\``;
  if (items) return `list of ${describeSchema(items)}`;
  if (properties)
    return `{ ${Object.entries(properties)
      .map(([name, schema]) => `${name}: ${describeSchema(schema)}`)
      .join("; ")} }`;
  return [type ?? "anything"]
    .flat()
    .map((each) => plainTypes[each] ?? each)
    .join(" or ");
}
