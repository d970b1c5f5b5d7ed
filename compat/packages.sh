#!/usr/bin/env bash
# Chooses, for each group of packages that compat/ has stand-ins for, between the official packages and the stand-ins, and writes the
# choice to .rag/packages.props, which every build reads. The official packages are taken where the feed has them: a probe project of
# each group is restored, all at once and within 20 s, and what came of it is remembered until the feeds or the versions change. What
# a feed lacks is asked for again after a week, a feed that does not answer after an hour.
#
#   compat/packages.sh          prints the choice in one line when it was made anew
#   compat/packages.sh --line   prints it always
#
# RAG_PACKAGES=official|stand-in decides by hand; mixed takes official Orleans also where the feed lacks its TLS package alone, which by
# itself is not done: until every scenario of a cluster passes that way. RAG_GPU=1|0 says whether there is a GPU when the machine does not tell.
# RAG_PACKAGES_SECONDS is the limit of the attempt.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
state="$root/.rag"
found="$state/packages.found"
props="$state/packages.props"
limit=${RAG_PACKAGES_SECONDS:-20}
by_hand=${RAG_PACKAGES:-}
case "$by_hand" in
  "" | official | stand-in | mixed) ;;
  *)
    echo "rag: RAG_PACKAGES is '$by_hand': set it to official, mixed or stand-in, or leave it out" >&2
    exit 2
    ;;
esac
mkdir -p "$state"

# The files that say which feeds there are, as NuGet finds them: above the checkout, of the user, of the machine.
feed_files() {
  local folder=$root file
  while :; do
    for file in "$folder"/[Nn]u[Gg]et.[Cc]onfig; do [ -f "$file" ] && echo "$file"; done
    [ "$folder" = / ] && break
    folder=$(dirname "$folder")
  done
  for file in "${HOME:-/}"/.nuget/NuGet/*.[Cc]onfig "${HOME:-/}"/.nuget/config/*.[Cc]onfig "${HOME:-/}"/.config/NuGet/*.[Cc]onfig \
      /etc/opt/NuGet/Config/*.[Cc]onfig; do
    [ -f "$file" ] && echo "$file"
  done
  return 0
}

# What the answer depends on, in one number.
key() {
  local files=()
  mapfile -t files < <(feed_files)
  {
    env | grep -i '^nuget' | sort || true
    uname -m
    echo "gpu ${RAG_GPU:-} $(command -v nvidia-smi || true)"
    [ -e /dev/nvidia0 ] && echo device
    cat "$root/Directory.Packages.props" "$root/compat/Compat.Groups.props" "$root/compat/packages.sh" "${files[@]}"
    cat "$root"/{src/Silo,tests/Grains.Tests}/packages.official*.lock.json 2>/dev/null || true
  } | cksum
}

# The GPU package has libraries for x64 only.
has_gpu() {
  [ "$(uname -m)" = x86_64 ] || return 1
  case "${RAG_GPU:-}" in
    1 | true) return 0 ;;
    0 | false) return 1 ;;
  esac
  [ -e /dev/nvidia0 ] || { command -v nvidia-smi >/dev/null 2>&1 && timeout 5 nvidia-smi -L 2>/dev/null | grep -q GPU; }
}

# Writes the probe project of a group: it lists the group's packages in the versions of the product and nothing else.
write_probe() {
  # No probe has the name of a package: NuGet would take it for that package.
  mkdir -p "$probes/$1"
  if [ "$1" = Locked ]; then
    write_locked_probe
    return
  fi
  cat >"$probes/$1/Probe.$1.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
  <Import Project="../../../compat/Compat.Groups.props" />
  <ItemGroup><PackageReference Include="@(_${1}Name)" /></ItemGroup>
</Project>
PROJECT
}

# Writes the project that lists what the official packages' lock files name, in just those versions. Between them, the server's and its
# grains' tests' name every official package.
write_locked_probe() {
  local supplier=official files
  ! has_gpu || supplier=official.gpu
  files=("$root"/{src/Silo,tests/Grains.Tests}/packages.$supplier.lock.json)
  {
    echo '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit>'
    echo '<ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally></PropertyGroup><ItemGroup>'
    [ ! -f "${files[0]}" ] || awk -F'"' '/": \{$/ { name = $2 } $2 == "resolved" { print "<PackageReference Include=\"" name "\" Version=\"[" $4 "]\" />" }' \
      "${files[@]}" | sort -u
    echo '</ItemGroup></Project>'
  } >"$probes/Locked/Probe.Locked.csproj"
}

# Restores the probe projects named, within the seconds that are left; what each became stands in its obj/project.nuget.cache.
restore() {
  local left=$((limit - (SECONDS - began))) list="" group
  [ "$left" -gt 0 ] || return 0
  for group in "$@"; do
    write_probe "$group"
    list+="${list:+;}$probes/$group/Probe.$group.csproj"
  done
  # NuGet's own property, set by the environment since a command line would need its separators escaped.
  RestoreGraphProjectInput=$list timeout -k 2 "$left" dotnet msbuild "$probes/all.proj" -t:Restore -nologo -v:quiet -nodeReuse:false \
    >"$probes/restore.log" 2>&1 || true
}

# Why a group's packages can't be had; nothing when they can.
why_not() {
  local cache="$probes/$1/obj/project.nuget.cache" missing
  if [ ! -f "$cache" ]; then
    if [ $((SECONDS - began)) -ge "$limit" ]; then
      echo "the feed did not answer within $limit s"
    else
      echo "the feed does not answer"
    fi
  elif grep -q '"success": true' "$cache"; then
    return 0
  elif grep -q '"code": "NU130[0-9]"' "$cache"; then
    echo "the feed does not answer"
  else
    # The first error that names a package says what is missing.
    missing=$(grep -A8 '"code": "NU110[0-9]"' "$cache" | sed -n 's/.*"libraryId": "\([^"]*\)".*/\1/p' | head -1)
    if [ -n "$missing" ]; then
      echo "the feed lacks $missing"
    else
      echo "they can't be restored ($(sed -n 's/.*"code": "\(NU[0-9]*\)".*/\1/p' "$cache" | sort -u | head -1))"
    fi
  fi
}

# Asks the feeds. Writes to the file of what was found: the key, until when it holds (0: always), then a line "GROUP REASON" each.
ask() {
  command -v dotnet >/dev/null 2>&1 || { echo "rag: 'dotnet' is missing: install the .NET 10 SDK" >&2; exit 1; }
  began=$SECONDS
  probes="$state/probe"
  rm -rf "$probes"
  mkdir -p "$probes"
  # The settings of the repository are for its own projects; its versions are for these too.
  echo '<Project />' | tee "$probes/Directory.Build.props" >"$probes/Directory.Build.targets"
  echo '<Project><Import Project="../../Directory.Packages.props" /></Project>' >"$probes/Directory.Packages.props"
  echo '<Project><Import Project="$(MSBuildToolsPath)/NuGet.targets" /></Project>' >"$probes/all.proj"
  local onnx=OnnxRuntime groups group reason hold=0
  has_gpu && onnx=OnnxRuntimeGpu
  groups=(Orleans OrleansTls Dashboard "$onnx" Tokenizers OpenTelemetry Locked)
  restore "${groups[@]}"
  if [ "$onnx" = OnnxRuntimeGpu ] && [ -n "$(why_not OnnxRuntimeGpu)" ]; then
    restore OnnxRuntime
    groups+=(OnnxRuntime)
  fi
  local lines=()
  for group in "${groups[@]}"; do
    reason=$(why_not "$group")
    lines+=("$group ${reason:-ok}")
    # Without the versions of the lock files nothing changes its supplier: there is nothing to ask for again.
    [ "$group" != Locked ] || reason=""
    case "$reason" in
      "") ;;
      *answer*) hold=3600 ;;
      *) [ "$hold" -ne 0 ] || hold=604800 ;;
    esac
  done
  [ "$hold" -eq 0 ] || hold=$(($(date +%s) + hold))
  printf '%s\n' "$1" "$hold" "${lines[@]}" >"$found.new"
  mv "$found.new" "$found"
  rm -rf "$probes"
}

# What was found of a group: "ok", a reason, or nothing when it was not asked for.
of() { sed -n "3,\$s/^$1 //p" "$found"; }

# Writes the properties and the line that says it in words.
choose() {
  local official=() standing=() lacking=() group why reasons="" use_orleans=false use_tls=false use_dashboard=false use_onnx=false use_gpu=false use_tokenizers=false use_telemetry=false use_locks=false
  if [ "$by_hand" = official ]; then
    use_orleans=true use_tls=true use_dashboard=true use_onnx=true use_tokenizers=true use_telemetry=true
    has_gpu && use_gpu=true
    official=(Orleans "OnnxRuntime$([ $use_gpu = false ] || echo ' for GPU')" Tokenizers OpenTelemetry)
    line="Packages: official ones for Orleans, ${official[1]}, Tokenizers, OpenTelemetry (RAG_PACKAGES=official)."
  elif [ "$by_hand" = stand-in ]; then
    line="Packages: stand-ins for Orleans, OnnxRuntime, Tokenizers, OpenTelemetry (RAG_PACKAGES=stand-in)."
  else
    for group in Orleans OrleansTls OnnxRuntime Tokenizers OpenTelemetry; do
      why=$(of "$group")
      # Without its TLS the engine is the stand-in's, unless somebody asks for the two together.
      [ "$group" != Orleans ] || [ "$why" != ok ] || [ "$by_hand" = mixed ] || why=$(of OrleansTls)
      if [ "$group" = OrleansTls ]; then
        # It is part of the engine, and named only where the two come from different suppliers.
        [ $use_orleans = true ] || continue
        if [ "$why" = ok ]; then
          use_tls=true
          continue
        fi
      fi
      if [ "$group" = OnnxRuntime ] && [ "$(of OnnxRuntimeGpu)" = ok ]; then
        use_onnx=true use_gpu=true
        official+=("OnnxRuntime for GPU")
      elif [ "$why" = ok ]; then
        official+=("$group")
        case $group in
          Orleans) use_orleans=true ;;
          OnnxRuntime) use_onnx=true ;;
          Tokenizers) use_tokenizers=true ;;
          OpenTelemetry) use_telemetry=true ;;
        esac
      else
        standing+=("${group/OrleansTls/TLS of Orleans}")
        if [[ $why == "the feed lacks "* ]]; then
          lacking+=("${why#the feed lacks }")
        elif [[ "; $reasons; " != *"; $why; "* ]]; then
          reasons+="${reasons:+; }$why"
        fi
      fi
    done
    [ "$(of Locked)" != ok ] || use_locks=true
    local by=${by_hand:+; RAG_PACKAGES=$by_hand}
    [ ${#lacking[@]} -eq 0 ] || reasons+="${reasons:+; }the feed lacks $(join "${lacking[@]}")"
    [ $use_orleans = true ] && [ "$(of Dashboard)" = ok ] && use_dashboard=true
    line="Packages:"
    [ ${#official[@]} -eq 0 ] || line+=" official ones for $(join "${official[@]}")"
    if [ ${#standing[@]} -eq 0 ]; then
      line+=" (the feed has them$by)."
    else
      [ ${#official[@]} -eq 0 ] || line+=","
      line+=" stand-ins for $(join "${standing[@]}") ($reasons$by)."
    fi
  fi
  cat <<PROPS
<Project>
  <!-- Written by compat/packages.sh. $line -->
  <PropertyGroup Condition="'\$(OfficialPackages)' == ''">
    <UseOfficialOrleans Condition="'\$(UseOfficialOrleans)' == ''">$use_orleans</UseOfficialOrleans>
    <UseOfficialOrleansTls Condition="'\$(UseOfficialOrleansTls)' == ''">$use_tls</UseOfficialOrleansTls>
    <UseOrleansDashboard Condition="'\$(UseOrleansDashboard)' == ''">$use_dashboard</UseOrleansDashboard>
    <UseOfficialOnnxRuntime Condition="'\$(UseOfficialOnnxRuntime)' == ''">$use_onnx</UseOfficialOnnxRuntime>
    <UseOnnxRuntimeGpu Condition="'\$(UseOnnxRuntimeGpu)' == ''">$use_gpu</UseOnnxRuntimeGpu>
    <UseOfficialTokenizers Condition="'\$(UseOfficialTokenizers)' == ''">$use_tokenizers</UseOfficialTokenizers>
    <UseOfficialOpenTelemetry Condition="'\$(UseOfficialOpenTelemetry)' == ''">$use_telemetry</UseOfficialOpenTelemetry>
    <UseOfficialLockFiles>$use_locks</UseOfficialLockFiles>
  </PropertyGroup>
</Project>
PROPS
}

join() {
  local text=$1
  shift
  while [ $# -gt 0 ]; do
    text+=", $1"
    shift
  done
  echo "$text"
}

# Two commands that start at once ask once.
exec 8>"$state/packages.lock"
flock 8
if [ -z "$by_hand" ] || [ "$by_hand" = mixed ]; then
  now_key=$(key)
  { read -r then_key && read -r until; } 2>/dev/null <"$found" || then_key="" until=0
  if [ "$now_key" != "${then_key:-}" ] || { [ "$until" -ne 0 ] && [ "$(date +%s)" -ge "$until" ]; }; then
    ask "$now_key"
  fi
  # What was found is newer than the choice made of it, or the choice was made by hand.
  [ -z "$by_hand" ] && [ -f "$props" ] && [ ! "$found" -nt "$props" ] && ! grep -q 'RAG_PACKAGES=' "$props" && fresh=no
fi
if [ "${fresh:-yes}" = yes ]; then
  choose >"$props.new"
  # Builds look at the file's time: it changes when the choice does.
  if cmp -s "$props.new" "$props"; then
    rm "$props.new"
    [ -n "$by_hand" ] || touch -r "$props" "$found"
    fresh=no
  else
    mv "$props.new" "$props"
  fi
fi
if [ "${fresh:-yes}" = yes ] || [ "${1:-}" = --line ]; then
  sed -n 's/.*Written by compat\/packages.sh. \(.*\) -->/\1/p' "$props" >&2
fi
