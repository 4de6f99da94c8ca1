/** The package's version, sent in the user agent. A test keeps it equal to package.json. */
export const version = "0.1.0";
