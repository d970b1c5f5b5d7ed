using RagCluster.Cli.Ingestion.Disk;

namespace RagCluster.Contract.Tests.Ingestion;

/// <summary>Names of files survive the way through strings, and are shown and sent in a form that everything takes.</summary>
public sealed class RawNameTests
{
    [Fact]
    public void EveryName_BecomesItsBytesAgain()
    {
        Random random = new(3);
        for (int round = 0; round < 2000; round++)
        {
            byte[] name = [.. Enumerable.Range(0, random.Next(1, 24)).Select(_ => (byte)random.Next(1, 256))];
            Assert.Equal([.. name, 0], RawName.Encode(RawName.Decode(name)));
        }
    }

    [Theory]
    [InlineData("äöü – 文件.md", "äöü – 文件.md")]
    [InlineData("100 %.md", "100 %.md")]
    [InlineData("a\"b'c.md", "a\"b'c.md")]
    [InlineData("esc\u001b[31m.md", "esc%1B[31m.md")]
    [InlineData("new\nline\u0085.md", "new%0Aline%C2%85.md")]
    [InlineData("face 😀.md", "face 😀.md")]
    public void Text_StaysAndControlCharactersAreWritten(string name, string printable) => Assert.Equal(printable, RawName.Printable(name));

    [Fact]
    public void BytesThatAreNoText_AreWritten()
    {
        Assert.Equal("caf%E9.md", RawName.Printable(RawName.Decode([.. "caf"u8, 0xE9, .. ".md"u8])));
        // A surrogate in UTF-8's form, and the half of a sign of four bytes.
        Assert.Equal("%ED%A0%80", RawName.Printable(RawName.Decode([0xED, 0xA0, 0x80])));
        Assert.Equal("%F0%9F", RawName.Printable(RawName.Decode([0xF0, 0x9F])));
    }
}
