using RagCluster.Text.Normalizing;

namespace RagCluster.Text.Tests.Normalizing;

public sealed class CanonicalCompositionTests
{
    // From the Unicode standard's NormalizationTest.txt and UAX #15: source, form C.
    [Theory]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("\u2126", "\u03A9")]
    [InlineData("s\u0323\u0307", "\u1E69")]
    [InlineData("s\u0307\u0323", "\u1E69")]
    [InlineData("\u1E9B\u0323", "\u1E9B\u0323")]
    [InlineData("\u1100\u1161\u11A8", "\uAC01")]
    [InlineData("\u1100\u1161", "\uAC00")]
    [InlineData("\uAC00\u11A8", "\uAC01")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("\u0344", "\u0308\u0301")]
    [InlineData("a\u0315\u0300\u05AE\u0300b", "\u00E0\u05AE\u0300\u0315b")]
    [InlineData("\uD834\uDD5E", "\uD834\uDD57\uD834\uDD65")]
    [InlineData("\uF900", "\u8C48")]
    [InlineData("plain", "plain")]
    public void Compose_Text_IsInFormC(string text, string expected)
    {
        Assert.Equal(expected, CanonicalComposition.Compose(text));
        Assert.Equal("q" + expected, CanonicalComposition.Compose("q" + text));
        Assert.Equal(expected, CanonicalComposition.Compose(expected));
    }
}
