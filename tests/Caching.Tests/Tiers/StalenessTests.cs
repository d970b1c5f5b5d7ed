using System.Globalization;

namespace RagCluster.Caching.Tests.Tiers;

/// <summary><c>RAG_TEST_INTERLEAVINGS=100000</c> is the long run.</summary>
public sealed class StalenessTests
{
    private const int Steps = 24;

    private static readonly int Interleavings = int.Parse(
        Environment.GetEnvironmentVariable("RAG_TEST_INTERLEAVINGS") ?? "5000",
        CultureInfo.InvariantCulture
    );

    [Fact]
    public async Task RandomInterleavings_GiveNoStaleOrForbiddenAnswer()
    {
        long reused = 0;
        for (int seed = 0; seed < Interleavings; seed++)
        {
            StalenessModel model = new(seed);
            await RunAsync(model);
            Assert.True(model.Violations == 0, $"Seed {seed} gives {model.Violations} wrong answers.");
            reused += model.Reused;
        }

        Assert.True(reused > Interleavings, $"Only {reused} answers were reused.");
    }

    [Fact]
    public async Task KeyWithoutScope_IsNoticed()
    {
        int violations = 0;
        for (int seed = 0; seed < 1_000; seed++)
        {
            StalenessModel model = new(seed, isScopeInKey: false);
            await RunAsync(model);
            violations += model.Violations;
        }

        Assert.True(violations > 100, $"Only {violations} wrong answers were noticed.");
    }

    // On the thread pool, where a computation that ends carries on at once those who wait for it: every run of a seed is the same.
    private static Task RunAsync(StalenessModel model) => Task.Run(() => model.RunAsync(Steps));
}
