import { Command } from "commander";
import { systemNow } from "../open-services.ts";
import { examine } from "./doctor/examine.ts";
import { type Finding, isWell } from "./doctor/finding.ts";
import { say } from "./operator.ts";

/** `mortise doctor`: what a browser, a mail server or a phone will make of what is set. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description("look at all that is set, and say what browsers, mail servers and phones will make of it")
    .option("--json", "for programs")
    .action(async ({ json = false }: { json?: boolean }) => {
      const findings = await examine(process.env, systemNow);
      say(json ? JSON.stringify({ isWell: isWell(findings), findings }, null, 2) : describe(findings));
      if (!isWell(findings)) process.exitCode = 1;
    });
}

function describe(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ of }) => of.length));
  return findings
    .flatMap(({ of, state, says, todo }) => [
      `${state.padEnd(7)}  ${of.padEnd(width)}  ${says}`,
      ...(todo === undefined ? [] : [`${" ".repeat(9 + width + 2)}→ ${todo}`]),
    ])
    .join("\n");
}
