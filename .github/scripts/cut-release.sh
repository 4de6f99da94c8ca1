#!/usr/bin/env bash
# Run by `npm version` before it commits and tags: dates the section of the changelog, and tells the client its version.
set -euo pipefail
heading="## [$npm_package_version] - $(date -u +%F)"
export heading

perl -pi -e 's/^## \[Unreleased\]$/## [Unreleased]\n\n$ENV{heading}/' CHANGELOG.md
perl -pi -e 's/(export const version = )".*"/$1"$ENV{npm_package_version}"/' src/version.ts
git add CHANGELOG.md src/version.ts
