# Sourced. Sets CHROMIUM_PATH when a Chromium can be found or installed; says what is skipped when not.
find_chromium() {
  local candidate
  for candidate in "${CHROMIUM_PATH:-}" chromium chromium-browser google-chrome; do
    if [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1; then command -v "$candidate"; return 0; fi
  done
  return 1
}
if ! CHROMIUM_PATH=$(find_chromium); then
  CHROMIUM_PATH=
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && [ -z "${NO_APT:-}" ]; then
    echo "Chromium is not here: installing Debian's package (about a minute) …"
    chromium_log=$(mktemp)
    { apt-get -o DPkg::Lock::Timeout=300 update -qq &&
      DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends chromium; } >"$chromium_log" 2>&1 ||
      { echo "That did not work. The last lines were:"; tail -n 3 "$chromium_log"; }
    CHROMIUM_PATH=$(find_chromium) || CHROMIUM_PATH=
  fi
fi
if [ -z "$CHROMIUM_PATH" ]; then
  echo "Chromium is not here, so the browser tests are skipped. To run them: apt-get install chromium, or set CHROMIUM_PATH."
fi
export CHROMIUM_PATH
