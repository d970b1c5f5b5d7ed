using RagCluster.Text.Tokenizing;

namespace RagCluster.Inference.Tests.Tokenizing;

public sealed class TokenWindowsTests
{
    [Fact]
    public void ShortSequence_IsOneWindow()
    {
        Assert.Equal([0..7], TokenWindows.Cut(7, 10, 3));
        Assert.Equal([0..10], TokenWindows.Cut(10, 10, 3));
        Assert.Equal([0..0], TokenWindows.Cut(0, 10, 3));
    }

    [Fact]
    public void LongSequence_IsCoveredWithTheOverlap() => Assert.Equal([0..10, 7..17, 14..24, 21..25], TokenWindows.Cut(25, 10, 3));

    [Theory]
    [InlineData(5, 0, 0)]
    [InlineData(5, 3, 3)]
    [InlineData(5, 3, -1)]
    [InlineData(-1, 3, 0)]
    public void ImpossibleWindows_AreRefused(int count, int size, int overlap) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TokenWindows.Cut(count, size, overlap));
}
