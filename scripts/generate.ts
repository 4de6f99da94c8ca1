import { generateCommand } from "./generate-command.js";

process.exitCode = await generateCommand(process.argv.slice(2), {
  folder: process.cwd(), // which npm sets
  environment: process.env,
  print: console.log,
  printError: console.error,
});
