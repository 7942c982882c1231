# Sourced. Sets STILE_SPLINK_PYTHON, where it is not set, to a Python that has Splink as bench/splink/requirements.txt says: in a
# folder of the user's cache that is made once. Where that can't be had it says why, and what needs it is skipped.
if [ -z "${STILE_SPLINK_PYTHON:-}" ]; then
  requirements=bench/splink/requirements.txt
  mark=$(cksum <"$requirements" | cut -d ' ' -f 1)
  folder="${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/stile/splink-$mark"
  # Written when all is there, so that what was cut short is made again.
  whole="$folder/whole"
  if [ ! -f "$whole" ]; then
    if ! command -v python3 >/dev/null; then
      echo "There is no python3, so nothing is held to Splink."
    else
      echo "Installing Splink to hold our pairs and weights to it (once, in $folder)."
      rm -rf "$folder"
      limited() { if command -v timeout >/dev/null; then timeout "$@"; else shift && "$@"; fi; }
      if mkdir -p "$folder" && log=$(
        { limited 60 python3 -m venv "$folder" &&
          limited 180 "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
            --only-binary :all: --retries 1 --timeout 15 -r "$requirements" &&
          "$folder/bin/python" -c 'import splink'; } 2>&1
      ); then
        touch "$whole"
      else
        rm -rf "$folder"
        echo "Splink could not be installed, so nothing is held to it: $(tail -n 1 <<<"$log")"
      fi
    fi
  fi
  if [ -f "$whole" ]; then export STILE_SPLINK_PYTHON="$folder/bin/python"; fi
fi
