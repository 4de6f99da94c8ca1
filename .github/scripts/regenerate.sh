#!/usr/bin/env bash
# Regenerates from what is published, and leaves in a folder what propose.sh needs: api.patch, report.md, findings.
set -euo pipefail
update=$1
mkdir -p "$update"

code=0
npm run generate -- --report "$update/report.md" || code=$?
# 3: all is written, and some of it needs a look. Anything else wrote nothing.
if [ "$code" -ne 0 ] && [ "$code" -ne 3 ]; then exit "$code"; fi
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat "$update/report.md" >> "$GITHUB_STEP_SUMMARY"; fi

git add --all openapi generated
git diff --cached --binary > "$update/api.patch"
if [ "$code" -eq 3 ]; then touch "$update/findings"; fi
if [ -s "$update/api.patch" ]; then
  echo "changed=true" >> "$GITHUB_OUTPUT"
elif [ "$code" -eq 3 ]; then
  echo "::warning::Nothing new is published, but findings still need a hand: see the report."
fi
