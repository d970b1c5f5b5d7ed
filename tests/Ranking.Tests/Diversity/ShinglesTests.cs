using RagCluster.Ranking.Diversity;

namespace RagCluster.Ranking.Tests.Diversity;

public sealed class ShinglesTests
{
    [Theory]
    [InlineData("a b c d", "a b c d", 3, 1)]
    [InlineData("a b c d", "A B C x", 3, 1.0 / 3)]
    [InlineData("a b c d", "d c b a", 1, 1)]
    [InlineData("a b c d", "d c b a", 3, 0)]
    [InlineData("a", "b", 3, 0)]
    [InlineData("", "", 3, 1)]
    public void Resemblance_IsTheShareOfCommonRuns(string left, string right, int words, double expected) =>
        Assert.Equal(expected, Shingles.Of(left, words).Resemblance(Shingles.Of(right, words)), 9);
}
