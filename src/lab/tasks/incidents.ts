import { incidentProblems, listIncidents } from "../incidents/list-incidents.js";
import { command, EXIT } from "./command.js";

/** `outage incidents`: the library, and whether its files are sound. */
export default async function incidents({ json }: { readonly json: boolean }): Promise<void> {
  await command(async ({ say }) => {
    const problems = incidentProblems();
    const listed = problems.length === 0 ? listIncidents() : [];
    if (json) say(JSON.stringify({ incidents: listed, problems }, null, 2));
    else {
      const width = Math.max(0, ...listed.map(({ id }) => id.length));
      for (const { id, date, minutes, clock, on, confidence, title } of listed)
        say(
          `${id.padEnd(width)}  ${date}  ${String(minutes).padStart(5)} min  ${on}, ${clock}  ${confidence}  ${title}`,
        );
      say(problems.length === 0 ? `${String(listed.length)} incidents, all well-formed.` : problems.join("\n"));
    }
    if (problems.length > 0) process.exitCode = EXIT.broken;
    await Promise.resolve();
  });
}
