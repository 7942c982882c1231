#!/usr/bin/env bash
# Holds the walls of the house: runs dependency-cruiser, checks that it saw the modules at all, then plants a value
# import and an `import type` that climb, one that goes round a door and one that touches the disk, and checks that
# each is refused. A wall that cannot refuse is no wall.
set -euo pipefail
cd "$(dirname "$0")/.."

cruise() { npx --no-install depcruise --config .dependency-cruiser.cjs --output-type "$1" src test bench scripts; }

report=$(cruise json) || { cruise err || true; echo "walls: an import breaks a wall (see above)"; exit 1; }
modules=$(node -e 'const r=JSON.parse(require("node:fs").readFileSync(0,"utf8"));process.stdout.write(String(r.modules.filter(m=>m.source.startsWith("src/")).length))' <<<"$report")
[ "$modules" -gt 20 ] || { echo "walls: only $modules modules were seen; the check is blind"; exit 1; }

planted=src/signing/planted-violation.ts
trap 'rm -f "$planted"' EXIT
for line in \
  "import { assess } from '#law'; export const climbed = assess;" \
  "import type { RunPlan } from '#agreement'; export type Climbed = RunPlan;" \
  "import { utf8 } from '../kernel/bytes.ts'; export const passedTheDoor = utf8;" \
  "import * as fs from 'node:fs'; export const touched = fs;"; do
  printf '%s\n' "$line" >"$planted"
  if cruise err >/dev/null 2>&1; then
    echo "walls: this planted violation was let through: $line"
    exit 1
  fi
done
rm -f "$planted"
echo "walls: $modules modules, no import climbs, 4 planted violations refused"
