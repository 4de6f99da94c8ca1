import { pack } from "../packed.js";
import setupToolchain from "../toolchain.js";
import { apiReports, committedReport, isChangelogNewer, writeReports } from "./api-report.js";

await setupToolchain();
const packed = await pack();
const reports = await apiReports(packed.tarball);
await packed.remove();

const changed: string[] = [];
for (const [file, report] of reports) {
  if ((await committedReport(file)) !== report) changed.push(file);
}
if (changed.length === 0) {
  console.log("The public types are as reported.");
} else if (await isChangelogNewer()) {
  await writeReports(reports);
  console.log(`Written: ${changed.join(", ")}. Commit it together with CHANGELOG.md.`);
} else {
  console.error(
    `The public types changed (${changed.join(", ")}), and CHANGELOG.md has not since they last did. ` +
      "Say there what changed for users, then run this again.",
  );
  process.exitCode = 1;
}
