#!/usr/bin/env bash
# Downloads the Debian packages of packages.txt and unpacks their texts, without installing any of them.
# Usage: fetch-texts.sh WORK_FOLDER     (about 600 MB of downloads, 1 GB unpacked)
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
work="${1:?usage: fetch-texts.sh WORK_FOLDER}"
languages=en,de,fr,es,it,pt,pt_BR,nl,ru,zh_CN,zh,ja,ar
mkdir -p "$work/debs" "$work/root" "$work/lists/partial"

cd "$work/debs"
while read -r package; do
  ls "${package}"_*.deb >/dev/null 2>&1 || nice -n 10 apt-get download "$package"
done < "$here/packages.txt"

for deb in *.deb; do
  # Of games and manuals the words are wanted, not the pictures.
  nice -n 10 dpkg-deb --fsys-tarfile "$deb" | nice -n 10 tar -x -C "$work/root" \
    --exclude='*.png' --exclude='*.jpg' --exclude='*.ogg' --exclude='*.webp' --exclude='*.svg' --exclude='*.so'
done

# The descriptions of all packages, with their translations; apt leaves them out on many machines.
nice -n 10 apt-get update -o Acquire::Languages="$languages" -o Dir::State::lists="$work/lists" >/dev/null
for file in "$work"/lists/*_main_i18n_Translation-*; do
  case "$file" in *.txt) continue ;; esac
  /usr/lib/apt/apt-helper cat-file "$file" > "${file%.lz4}.txt"
done
