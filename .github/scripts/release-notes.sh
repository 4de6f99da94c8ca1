#!/usr/bin/env bash
# Prints what CHANGELOG.md says about a version, or about what is `Unreleased`.
set -euo pipefail
version=$1

notes=$(awk -v heading="## [$version]" '
  /^## / { within = index($0, heading) == 1; next }
  within && (begun || NF) { begun = 1; print }
' CHANGELOG.md)
if ! grep --quiet '^- ' <<< "$notes"; then
  echo "CHANGELOG.md lists nothing under ## [$version]." >&2
  exit 1
fi
printf '%s\n' "$notes"
