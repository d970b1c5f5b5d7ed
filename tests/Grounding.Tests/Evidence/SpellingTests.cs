using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Tests.Evidence;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("dashbord", "dashboard", true)]
    [InlineData("steam", "stream", true)]
    [InlineData("configuartion", "configuration", true)]
    [InlineData("port", "part", true)]
    [InlineData("key", "keys", false)]
    [InlineData("stream", "stream", false)]
    [InlineData("retry", "entries", false)]
    public void IsMistyped_AllowsOneMistakeAndTwoInLongWords(string word, string meant, bool isMistyped) =>
        Assert.Equal(isMistyped, Spelling.IsMistyped(word, meant));

    [Theory]
    [InlineData("waht", "what", true)]
    [InlineData("hwo", "who", true)]
    [InlineData("what", "what", false)]
    [InlineData("that", "what", false)]
    public void IsExchanged_IsTrueForTwoExchangedNeighboursAlone(string word, string meant, bool isExchanged) =>
        Assert.Equal(isExchanged, Spelling.IsExchanged(word, meant));
}
