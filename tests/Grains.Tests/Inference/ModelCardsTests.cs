using RagCluster.Grains.Interfaces.Inference;

namespace RagCluster.Grains.Tests.Inference;

public sealed class ModelCardsTests
{
    private static readonly ModelCard[] Cards =
    [
        new() { Name = "english", IsDefault = true },
        new() { Name = "other" },
        new() { Name = "multilingual", IsDefaultMultilingual = true },
    ];

    [Theory]
    [InlineData("en", "english")]
    [InlineData("English", "english")]
    [InlineData("de", "multilingual")]
    [InlineData("russian", "multilingual")]
    [InlineData("multi", "multilingual")]
    public void CollectionThatNamesNoModel_GetsItsLanguages(string language, string expected)
    {
        Assert.Equal(expected, Cards.ForCollection(null, language)?.Name);
        Assert.Equal(expected, Cards.ForCollection("", language)?.Name);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void NamedModel_IsTakenWhateverTheLanguage(string language)
    {
        Assert.Equal("other", Cards.ForCollection("other", language)?.Name);
        Assert.Null(Cards.ForCollection("none", language));
    }

    [Fact]
    public void OneDefaultForAll_ServesEveryLanguage()
    {
        ModelCard[] cards =
        [
            new()
            {
                Name = "only",
                IsDefault = true,
                IsDefaultMultilingual = true,
            },
        ];
        Assert.Equal("only", cards.ForCollection(null, "en")?.Name);
        Assert.Equal("only", cards.ForCollection(null, "ru")?.Name);
    }
}
