#!/usr/bin/env bash
# Compiles the built server ahead of its starts, in place: the tests start hundreds of servers, and each would compile itself anew.
# It is a matter of speed alone: without the compiler's package (the feed lacks it, or another kind of machine) nothing is changed.
# The next build that changes a file copies it as it is again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
built="$root/src/Silo/bin/${1:?configuration}/net10.0"
[ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || exit 0
shared=$(dotnet --list-runtimes | sed -nE 's/^Microsoft\.AspNetCore\.App (10\.[0-9.]+) \[(.*)\/Microsoft\.AspNetCore\.App\]$/\1 \2/p' | tail -1)
version=${shared% *}
shared=${shared#* }
work="$root/.rag/ahead"
mkdir -p "$work"

# A project outside of the solution: the package is a tool, and in no lock file.
printf '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework>%s</PropertyGroup><ItemGroup>%s</ItemGroup></Project>\n' \
  '<ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally><RestorePackagesWithLockFile>false</RestorePackagesWithLockFile>' \
  "<PackageDownload Include=\"microsoft.netcore.app.crossgen2.linux-x64\" Version=\"[$version]\" />" >"$work/ahead.csproj"
printf '<Project />\n' | tee "$work/Directory.Build.props" "$work/Directory.Build.targets" >"$work/Directory.Packages.props"
timeout 60 dotnet restore "$work" -v quiet >"$work/restore.log" 2>&1 || exit 0
packages=$(dotnet nuget locals global-packages --list | sed -E 's/^[^:]*: *//')
compiler="${packages%/}/microsoft.netcore.app.crossgen2.linux-x64/$version/tools/crossgen2"
[ -x "$compiler" ] || exit 0

# What a server hardly ever runs is large and stays as it is.
ahead() {
  local file=$1 out="$work/out/$(basename "$1")"
  "$compiler" "$file" -o "$out" -r "$shared/Microsoft.NETCore.App/$version/*.dll" -r "$shared/Microsoft.AspNetCore.App/$version/*.dll" \
    -r "$built/*.dll" --targetos linux --targetarch x64 -O --parallelism 1 >"$work/compile.log" 2>&1 || rm -f "$out"
}
export -f ahead
export work built compiler shared version
rm -rf "$work/out"
mkdir -p "$work/out"
find "$built" -maxdepth 1 -name '*.dll' ! -name 'DocumentFormat.*' ! -name 'OpenAI.dll' ! -name 'AWSSDK.*' ! -name 'AngleSharp*' -print0 \
  | xargs -0 -P "$(nproc)" -I{} bash -c 'ahead {}'
find "$work/out" -name '*.dll' -exec mv -f {} "$built/" \;
