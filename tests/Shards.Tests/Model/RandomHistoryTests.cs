using System.Globalization;
using RagCluster.TestKit;

namespace RagCluster.Shards.Tests.Model;

/// <summary>RAG_TEST_SHARD_HISTORIES=10000 runs the long form; a failing seed is named in the message.</summary>
public sealed class RandomHistoryTests
{
    private const int DefaultCount = 400;

    [Fact]
    public async Task RandomHistories_AnswerLikeTheModel()
    {
        string? asked = Environment.GetEnvironmentVariable("RAG_TEST_SHARD_HISTORIES");
        int count = asked is null ? DefaultCount : int.Parse(asked, CultureInfo.InvariantCulture);
        for (int seed = 0; seed < count; seed++)
        {
            using TempFolder folder = new();
            await using RandomHistory history = new(seed, folder.FullPath);
            try
            {
                await history.RunAsync();
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"History {seed} went wrong.", failure);
            }
        }
    }
}
