using RagCluster.Benchmarks;
using RagCluster.Cli.Client;

namespace RagCluster.Contract.Tests.Benchmarks;

/// <summary>What the memory benchmark is told is looked at before it runs for half an hour.</summary>
public sealed class MemoryBenchmarkTests
{
    [Theory]
    [InlineData("--samples", "missing/folder/file")]
    [InlineData("--picture", "missing/folder/memory.svg")]
    public async Task FolderThatIsMissing_IsNamedAtOnce(string option, string path)
    {
        BenchmarkRun run = new(Checkout.Find(), IsQuick: true, ["--minutes", "1", option, path]);
        RagClientException refusal = await Assert.ThrowsAsync<RagClientException>(() =>
            MemoryBenchmark.RunAsync(run, CancellationToken.None)
        );
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(option, refusal.Message, StringComparison.Ordinal);
    }
}
