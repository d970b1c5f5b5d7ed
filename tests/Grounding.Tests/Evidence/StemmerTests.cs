using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Tests.Evidence;

public sealed class StemmerTests
{
    [Theory]
    [InlineData("invented", "inventor")]
    [InlineData("invention", "inventing")]
    [InlineData("elected", "election")]
    [InlineData("creates", "creation")]
    [InlineData("wrote", "writing")]
    [InlineData("cities", "city")]
    [InlineData("boxes", "box")]
    [InlineData("stopped", "stopping")]
    [InlineData("organisation", "organizes")]
    [InlineData("children", "child")]
    [InlineData("quickly", "quick")]
    [InlineData("died", "death")]
    public void FormsOfAWord_Meet(string left, string right) => Assert.Equal(Stemmer.Stem(left), Stemmer.Stem(right));

    [Theory]
    [InlineData("nation", "native")]
    [InlineData("cat", "car")]
    [InlineData("bus", "but")]
    [InlineData("rise", "rice")]
    [InlineData("sing", "sin")]
    [InlineData("contract", "contrast")]
    public void DifferentWords_StayApart(string left, string right) => Assert.NotEqual(Stemmer.Stem(left), Stemmer.Stem(right));
}
