using RagCluster.Inference.Batching;

namespace RagCluster.Inference.Tests.Batching;

public sealed class TokenBudgetPlannerTests
{
    [Fact]
    public void RandomLengths_StandOnceEachWithinTheBudget()
    {
        var random = new Random(11);
        for (int round = 0; round < 200; round++)
        {
            int[] lengths = [.. Enumerable.Range(0, random.Next(0, 90)).Select(_ => random.Next(1, 300))];
            int textsMax = random.Next(1, 40);
            int tokensMax = random.Next(1, 2000);
            IReadOnlyList<int[]> batches = TokenBudgetPlanner.Plan(lengths, textsMax, tokensMax);
            Assert.Equal(Enumerable.Range(0, lengths.Length), batches.SelectMany(batch => batch).Order());
            Assert.All(batches, batch =>
            {
                Assert.InRange(batch.Length, 1, textsMax);
                Assert.True(batch.Length == 1 || batch.Length * batch.Max(index => lengths[index]) <= tokensMax);
            });
        }
    }

    [Fact]
    public void MixedLengths_CostLittlePadding()
    {
        var random = new Random(5);
        int[] lengths = [.. Enumerable.Range(0, 512).Select(_ => random.Next(4, 128))];
        IReadOnlyList<int[]> batches = TokenBudgetPlanner.Plan(lengths, 32, 4096);
        int padded = batches.Sum(batch => batch.Length * batch.Max(index => lengths[index]));
        Assert.InRange(padded / (double)lengths.Sum(), 1, 1.06);
    }

    [Fact]
    public void NoTexts_MakeNoBatches() => Assert.Empty(TokenBudgetPlanner.Plan([], 32, 4096));
}
