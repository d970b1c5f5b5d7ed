using RagCluster.Grains.Caching;

namespace RagCluster.Grains.Tests.Caching;

public sealed class CacheOptionsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.8)]
    [InlineData(1)]
    public void SemanticThreshold_IsOffOrHigh(double threshold) =>
        Assert.Empty(new CacheOptions { SemanticThreshold = threshold }.Validate());

    [Theory]
    [InlineData(-1)]
    [InlineData(0.5)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void OtherSemanticThreshold_IsRefused_WithTheSettingsName(double threshold) =>
        Assert.Contains(
            "RAG__Cache__SemanticThreshold",
            Assert.Single(new CacheOptions { SemanticThreshold = threshold }.Validate()),
            StringComparison.Ordinal
        );

    [Fact]
    public void TierThatHoldsNoEntryOfTheLargestSize_IsRefused_NamingBothSettings()
    {
        Assert.Contains(
            "RAG__Cache__L1BytesMax",
            Assert.Single(new CacheOptions { L1BytesMax = 1000 }.Validate()),
            StringComparison.Ordinal
        );
        string second = Assert.Single(new CacheOptions { L2BytesMax = 1000 }.Validate());
        Assert.Contains("RAG__Cache__L2BytesMax", second, StringComparison.Ordinal);
        Assert.Contains("RAG__Cache__EntryBytesMax", second, StringComparison.Ordinal);
        Assert.Empty(new CacheOptions().Validate());
    }

    [Fact]
    public void NearQuestions_ShareNothing_Unasked() => Assert.Equal(0, new CacheOptions().SemanticThreshold);
}
