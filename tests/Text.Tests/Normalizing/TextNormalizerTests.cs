using RagCluster.Text.Normalizing;

namespace RagCluster.Text.Tests.Normalizing;

public sealed class TextNormalizerTests
{
    [Theory]
    [InlineData("a\r\nb\rc\u2028d\u0085e", "a\nb\nc\nd\ne")]
    [InlineData("a\u00A0b\u2009c\u3000d", "a b c d")]
    [InlineData("in\u200Bvis\u00ADible\u202E\u2066\uFEFF", "invisible")]
    [InlineData("x\uDB40\uDC41\uDB40\uDC42y", "xy")]
    [InlineData("bell\u0007 nul\0 esc\u001B[0m", "bell nul esc[0m")]
    [InlineData("trail  \t\nend", "trail\nend")]
    [InlineData("one\n\n\n\n\n\ntwo", "one\n\n\ntwo")]
    [InlineData("smile 😀", "smile 😀")]
    [InlineData("cafe\u0301", "café")]
    [InlineData("می\u200Cخواهم", "می\u200Cخواهم")]
    [InlineData("ab\u200Ccd", "abcd")]
    public void Normalize_Text_TakesTheOneForm(string text, string expected)
    {
        string normalized = TextNormalizer.Normalize(text);

        Assert.Equal(expected, normalized);
        Assert.Equal(expected, TextNormalizer.Normalize(normalized));
    }

    // Not among the cases above: attributes hold UTF-8, which has no lone surrogates.
    [Fact]
    public void Normalize_LoneSurrogate_BecomesTheReplacementCharacter() => Assert.Equal("a\uFFFDb", TextNormalizer.Normalize("a\uD83Db"));
}
