#!/usr/bin/env bash
# Other people's vectors and data, read from ../shared (or STILE_SHARED). Without it every test says that it is skipped.
# In CI, Splink is installed to be held to; elsewhere only where STILE_SPLINK_PYTHON names a Python that has it.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ ! -d "${STILE_SHARED:-../shared}/data" ]; then
  echo "The outside data is not here (../shared/data, or set STILE_SHARED), so the conformance tests will be skipped."
elif [ "${CI:-}" = true ]; then
  . scripts/ensure-splink.sh
fi
exec npx --no-install vitest run test/conformance
