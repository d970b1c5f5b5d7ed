#!/usr/bin/env bash
# The form of the code is CSharpier's, at the width that .editorconfig names.
#
#   tools/style/format.sh            sets every C# file in form
#   tools/style/format.sh --check    names the files that are not, and ends with 1
#
# Where the feed does not give CSharpier there is nothing to check with; the script says so and ends with 0.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
version=1.3.0
tool="$root/.rag/csharpier-$version"
if [ ! -x "$tool/csharpier" ]; then
  timeout 60 dotnet tool install csharpier --version "$version" --tool-path "$tool" >/dev/null 2>&1 || {
    echo "Style: not checked (the feed does not give CSharpier $version)."
    exit 0
  }
fi
mode=format
[ "${1:-}" != --check ] || mode=check
cd "$root"
exec "$tool/csharpier" "$mode" --no-msbuild-check --ignore-path tools/style/csharpierignore .
