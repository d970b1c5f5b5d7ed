using RagCluster.Storage.Logs;

namespace RagCluster.Storage.Tests.Logs;

public sealed class StoredTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("ü 漢字 😀 \0 \r\n")]
    [InlineData("a lone \ud800 surrogate")]
    public void Text_ComesBackWithEveryCodeUnit(string text) => Assert.Equal(text, StoredText.Decode(StoredText.Encode(text)));

    [Fact]
    public void LongText_TakesLessThanHalf()
    {
        string text = string.Concat(Enumerable.Range(0, 5_000).Select(i => $"Sentence number {i} says little. "));
        byte[] stored = StoredText.Encode(text);
        Assert.Equal(text, StoredText.Decode(stored));
        Assert.True(stored.Length < text.Length / 2, $"{stored.Length} of {text.Length} bytes");
    }

    [Fact]
    public void EverySingleBitFlip_IsFound()
    {
        byte[] bytes = StoredText.Encode("some text");
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            byte[] flipped = [.. bytes];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<InvalidDataException>(() => StoredText.Decode(flipped));
        }
    }
}
