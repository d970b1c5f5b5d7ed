using RagCluster.Chart.Tests.Monitoring;
using RagCluster.Chart.Tests.Rendering;

namespace RagCluster.Chart.Tests.Deploying;

/// <summary>
/// The scripts of deploy/scripts against a cluster that is played: rendering is the real helm's, what would change a cluster is written
/// down instead, and kubectl answers what the test wants.
/// </summary>
[Collection(OneChart.Name)]
public sealed class ScriptTests : IDisposable
{
    private const string EverySecret = "rag-redis rag-postgres rag-auth rag-backup";

    private readonly string _folder = Directory.CreateTempSubdirectory("rag-scripts-").FullName;

    /// <summary>Lays out the played programs.</summary>
    public ScriptTests(ChartFixture chart)
    {
        Play(
            "helm",
            $"""
            #!/usr/bin/env bash
            case "$1" in
              template | lint) exec '{chart.Helm}' "$@" ;;
              history) echo '[{"{"}"revision":7{"}"}]' ;;
              *) echo "$@" >> '{_folder}/helm.calls' ;;
            esac
            """
        );
        Play(
            "kubectl",
            """
            #!/usr/bin/env bash
            all="$*"
            case "$all" in
              *"get secret "*) for s in $SECRETS; do [ "$s" = "${@: -1}" ] && exit 0; done; exit 1 ;;
              *"get statefulsets"*) echo "rag-ragcluster-main 2 $READY" ;;
              *"get services"*) echo rag-ragcluster ;;
              *"get endpointslices"*) echo 10.0.0.1 ;;
              *"get persistentvolumeclaims"*) echo "data-rag-0 ${VOLUME:-Bound}" ;;
              *"get ingresses"*) ;;
              *"get horizontalpodautoscalers"*) echo "rag-ragcluster ${SCALING:-True}" ;;
              *"get pods"*) echo rag-ragcluster-main-0 ;;
              *"get --raw"*) echo '{"status":"'"${HEALTH:-ok}"'"}' ;;
              *) echo "unexpected: $all" >&2; exit 9 ;;
            esac
            """
        );
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Deploy_StopsBeforeAnythingChanges_WhereASecretIsMissing()
    {
        Outcome outcome = await RunAsync("deploy staging --namespace rag", "SECRETS='rag-redis rag-auth rag-backup' READY=2");
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains("the secret rag-postgres is missing in rag", outcome.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "helm.calls")));
    }

    [Fact]
    public async Task Deploy_InstallsAndLooks()
    {
        Outcome outcome = await RunAsync("deploy staging --namespace rag --version 0.2.0", $"SECRETS='{EverySecret}' READY=2");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        string call = await File.ReadAllTextAsync(Path.Combine(_folder, "helm.calls"));
        Assert.StartsWith(
            "upgrade --install --create-namespace --wait --timeout 15m --rollback-on-failure rag ",
            call,
            StringComparison.Ordinal
        );
        Assert.Contains("--set-string image.tag=0.2.0", call, StringComparison.Ordinal);
        Assert.Contains("values-staging.yaml", call, StringComparison.Ordinal);
        Assert.Equal(6, outcome.Output.Split('\n').Count(line => line.StartsWith("ok ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Deploy_GoesBack_WhereWhatItInstalledIsNotWell()
    {
        Outcome outcome = await RunAsync("deploy staging --namespace rag", $"SECRETS='{EverySecret}' READY=1");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("FAILED  pods are ready: rag-ragcluster-main has 1 of 2 pods ready", outcome.Output, StringComparison.Ordinal);
        string calls = await File.ReadAllTextAsync(Path.Combine(_folder, "helm.calls"));
        Assert.Contains("rollback rag 7 --namespace rag --wait", calls, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("READY=2 VOLUME=Pending", "storage is bound: data-rag-0 Pending")]
    [InlineData("READY=2 SCALING=False", "scaling is active: not active: rag-ragcluster False")]
    [InlineData("READY=2 HEALTH=unhealthy", "a silo is well")]
    public async Task Validate_NamesWhatIsWrong(string cluster, string fault)
    {
        Outcome outcome = await RunAsync("validate --namespace rag", cluster);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains($"FAILED  {fault}", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(5, outcome.Output.Split('\n').Count(line => line.StartsWith("ok ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("deploy")]
    [InlineData("deploy nowhere")]
    [InlineData("validate --wrong")]
    [InlineData("rollback --wrong")]
    [InlineData("smoke-test")]
    [InlineData("disaster-recovery --into x")]
    public async Task WrongUse_SaysHow_AndEndsWithTwo(string command)
    {
        Outcome outcome = await RunAsync(command, "READY=2");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("Usage: ", outcome.Output, StringComparison.Ordinal);
    }

    private Task<Outcome> RunAsync(string command, string cluster) =>
        Command.RunAsync(
            "bash",
            Path.Combine(MonitoringFiles.Root, "deploy", "scripts"),
            null,
            "-c",
            $"export {cluster} PATH='{_folder}':\"$PATH\"; ./{command}"
        );

    private void Play(string program, string text)
    {
        string file = Path.Combine(_folder, program);
        File.WriteAllText(file, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
