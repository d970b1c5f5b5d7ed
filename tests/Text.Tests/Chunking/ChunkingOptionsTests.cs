using RagCluster.Text.Chunking;

namespace RagCluster.Text.Tests.Chunking;

public sealed class ChunkingOptionsTests
{
    [Theory]
    [InlineData(8, 0, "TokensMax is 8")]
    [InlineData(9000, 0, "TokensMax is 9000")]
    [InlineData(256, 200, "OverlapTokens is 200 and TokensMax 256: set OverlapTokens between 0 and 128")]
    [InlineData(256, -1, "OverlapTokens is -1")]
    public void Validate_BadSettings_NamesThemAndTheRemedy(int tokensMax, int overlap, string expected)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() =>
            new ChunkingOptions { TokensMax = tokensMax, OverlapTokens = overlap }.Validate()
        );

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_Defaults_AreValid() => new ChunkingOptions().Validate();
}
