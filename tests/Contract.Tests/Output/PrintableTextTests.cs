using RagCluster.Cli.Output;

namespace RagCluster.Contract.Tests.Output;

/// <summary>Nothing that a terminal obeys is left in a text, and everything else is.</summary>
public sealed class PrintableTextTests
{
    [Theory]
    [InlineData("plain äöü 文件 😀 [red]", "plain äöü 文件 😀 [red]")]
    [InlineData("two\n\tlines\r\n", "two\n\tlines\r\n")]
    [InlineData("\u001b]0;owned\u0007", "\\u001b]0;owned\\u0007")]
    [InlineData("\u009b31m", "\\u009b31m")]
    [InlineData("good.md\rbad.md", "good.md\\u000dbad.md")]
    [InlineData("\u202Egpj.exe\u2069", "\\u202egpj.exe\\u2069")]
    [InlineData("\u007F\b", "\\u007f\\u0008")]
    public void Text_IsPrintable(string text, string printable) => Assert.Equal(printable, PrintableText.Of(text));

    [Fact]
    public void EveryControlCharacter_IsWritten()
    {
        for (char c = '\0'; c < '\uD800'; c++)
        {
            if (char.IsControl(c) && c is not ('\n' or '\t'))
                Assert.Equal($"\\u{(int)c:x4}.", PrintableText.Of($"{c}."));
        }
    }

    [Theory]
    [InlineData("one\ntwo", "one two")]
    [InlineData("one\r\ntwo\u2028three\u0085", "one two three ")]
    [InlineData(" › two  spaces", " › two  spaces")]
    public void Line_IsOne(string text, string line) => Assert.Equal(line, PrintableText.OneLine(text));
}
