#!/usr/bin/env bash
# Downloads the Debian packages of packages.txt and unpacks them, without installing any of them.
# Usage: fetch-texts.sh WORK_FOLDER     (about 600 MB of downloads, 2 GB unpacked)
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
work="${1:?usage: fetch-texts.sh WORK_FOLDER}"
mkdir -p "$work/debs" "$work/unpacked" "$work/lists/partial"

cd "$work/debs"
while read -r package; do
  ls "${package}"_*.deb >/dev/null 2>&1 || nice -n 10 apt-get download "$package"
done < "$here/packages.txt"

for deb in *.deb; do
  package="${deb%%_*}"
  [ -d "$work/unpacked/$package" ] && continue
  nice -n 10 dpkg-deb -x "$deb" "$work/unpacked/$package.partial"
  mv "$work/unpacked/$package.partial" "$work/unpacked/$package"
done

# The descriptions of all packages are prose too; apt leaves them out on many machines.
nice -n 10 apt-get update -o Acquire::Languages=en -o Dir::State::lists="$work/lists" >/dev/null
nice -n 10 apt-get -o Acquire::Languages=en -o Dir::State::lists="$work/lists" indextargets \
  --format '$(FILENAME)' 'Created-By: Translations' | while read -r file; do
    [ -e "$file" ] || [ -e "$file.lz4" ] || continue
    /usr/lib/apt/apt-helper -o Acquire::Languages=en cat-file "$file" > "$work/lists/$(basename "$file").txt"
done
