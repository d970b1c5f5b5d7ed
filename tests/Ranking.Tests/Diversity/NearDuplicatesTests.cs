using RagCluster.Ranking.Diversity;

namespace RagCluster.Ranking.Tests.Diversity;

public sealed class NearDuplicatesTests
{
    private const string Text = "the quick brown fox jumps over the lazy dog and runs far away into the deep dark wood";

    [Theory]
    [InlineData(Text, 1)]
    [InlineData("THE quick  brown fox jumps over the lazy dog and runs far away into the deep dark wood", 1)]
    [InlineData("the quick brown fox jumps over the lazy dog and runs far away into the deep dark cave", 1)]
    [InlineData("a slow red fox walks under the lazy dog and stays at home beside the bright warm fire", 2)]
    [InlineData("fox", 2)]
    [InlineData("", 2)]
    public void SecondText_GoesWhenItSaysTheSame(string other, int kept)
    {
        string[] texts = [Text, other];
        Assert.Equal(
            Enumerable.Range(0, kept),
            NearDuplicates.Remove([new(0, 2), new(1, 1)], item => texts[item]).Select(item => item.Item)
        );
    }
}
