# SPDX-FileCopyrightText: 2026 The Tempest authors
# SPDX-License-Identifier: Apache-2.0
# Read by bin/storm in a source checkout: sets home to a built Tempest, after building what is older than its sources.

checkout=$home
version=$(sed -n '/<artifactId>tempest<\/artifactId>/,/<\/version>/s/.*<version>\(.*\)<\/version>.*/\1/p' "$checkout/pom.xml" | head -n 1)
home=$checkout/dist/target/unpacked/tempest-$version
stamp=$home/RELEASE

stale() {
  [ ! -f "$stamp" ] || [ -n "$(cd "$checkout" && find pom.xml ./*/pom.xml ./*/src/main bin conf log4j2 dist/share -newer "$stamp" -type f -print 2> /dev/null | head -n 1)" ]
}

if stale; then
  if ! command -v mvn > /dev/null; then
    echo "storm: this is a source checkout, and building it needs Maven (mvn) on the PATH" >&2
    return 1
  fi
  mkdir -p "$checkout/dist/target"
  # One build at a time: whoever comes second waits, and then most often has nothing left to do.
  if command -v flock > /dev/null; then
    exec 9> "$checkout/dist/target/build.lock"
    flock 9
  fi
  if stale; then
    echo "storm: building Tempest (a few minutes the first time; log: $checkout/dist/target/build.log)" >&2
    if ! (set -o pipefail
      mvn -B -f "$checkout/pom.xml" -DskipTests -pl dist -am package 2>&1 | tee "$checkout/dist/target/build.log" \
        | sed -un 's/^\[INFO\] Building \([^ ]*\) .*\(\[[0-9/]*\]\)$/  \2 \1/p' >&2); then
      grep '^\[ERROR\]' "$checkout/dist/target/build.log" | head -n 20 >&2
      echo "storm: the build failed" >&2
      return 1
    fi
  fi
  exec 9>&-
fi
