#!/usr/bin/env bash
# Opens a pull request with what regenerate.sh left in a folder: a draft when there are findings.
set -euo pipefail
update=$1

git apply --index --include='openapi/*' --include='generated/*' "$update/api.patch"
# One branch per published state: what was proposed before, and perhaps worked on, is left alone.
state=$(grep --only-matching '"sha256": "[0-9a-f]*"' openapi/source.json | sha256sum | cut -c 1-12)
branch="api-update/$state"
if git ls-remote --exit-code --heads origin "$branch" > /dev/null; then
  echo "$branch was proposed before."
  exit 0
fi

# The report begins with a heading that says what changed.
title=$(head -n 1 "$update/report.md" | sed 's/^# *//')
git config user.name "github-actions[bot]"
git config user.email "41898282+github-actions[bot]@users.noreply.github.com"
git switch --quiet --create "$branch"
git commit --quiet --message "$title"
git push --quiet origin "$branch"

# GitHub takes at most 65,536 characters.
head --bytes 60000 "$update/report.md" > "$update/body.md"
draft=()
if [ -e "$update/findings" ]; then draft=(--draft); fi
gh pr create --head "$branch" --title "$title" --body-file "$update/body.md" "${draft[@]}"
# What this token pushes starts no workflow.
gh workflow run test.yml --ref "$branch"
