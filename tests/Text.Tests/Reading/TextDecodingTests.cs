using System.Text;
using RagCluster.Text.Reading;

namespace RagCluster.Text.Tests.Reading;

public sealed class TextDecodingTests
{
    private const string Prose = "Die Größe des Gehäuses beträgt zwölf Zentimeter, für Österreich gilt das gleiche Maß.";

    public static TheoryData<int, string> Encodings =>
        new()
        {
            { 65001, Prose },
            { 1200, Prose },
            { 1201, Prose },
            { 12000, Prose },
            { 1252, Prose },
            { 1252, "It’s “quoted” – and the café’s naïve façade costs 5 €." },
            { 932, "これは日本語の文章です。コーヒーの機械について説明します。" },
            { 932, "名前,年齢,住所\n佐藤太郎,30,東京\n" },
            { 1251, "Кофемашина варит кофе, если в ней есть вода и зёрна." },
            { 949, "커피 기계는 물과 원두가 있어야 커피를 만듭니다." },
            { 936, "这是一台咖啡机的说明书。请在使用之前阅读它，并且保存好。" },
        };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Decode_LegacyOrWideText_IsRead(int codePage, string text)
    {
        Assert.Equal(text, TextDecoding.Decode(Encode(codePage, text)));
    }

    [Theory]
    [InlineData(65001)]
    [InlineData(1200)]
    [InlineData(1201)]
    [InlineData(12000)]
    public void Decode_TextWithMark_LosesTheMark(int codePage)
    {
        Encoding encoding = Encoding.GetEncoding(codePage);

        Assert.Equal(Prose, TextDecoding.Decode([.. encoding.GetPreamble(), .. encoding.GetBytes(Prose)]));
    }

    [Fact]
    public void Decode_DeclaredCharset_IsBelieved()
    {
        byte[] html = Encode(1253, "<html><head><meta charset=\"windows-1253\"></head><body>Καφές</body></html>");

        Assert.Contains("Καφές", TextDecoding.Decode(html), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<meta charset=\"utf-7\">")]
    [InlineData("<meta charset=\"utf-16\">")]
    [InlineData("<meta charset=utf-16be>")]
    [InlineData("<meta charset=utf-32>")]
    [InlineData("<meta charset=ibm037>")]
    [InlineData("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-16le\">")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-16\"?>")]
    [InlineData("<meta charset=\"no-such-charset\">")]
    public void Decode_DeclaredCharsetThatCannotBeTrue_IsReadAsWithoutIt(string declaration)
    {
        string page = declaration + Prose;

        Assert.Equal(page, TextDecoding.Decode(Encode(1252, page)));
        Assert.Equal(page, TextDecoding.Decode(Encode(65001, page)));
    }

    [Fact]
    public void Decode_DamagedUtf8_NamesTheFirstBadByte()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Prose + Prose);
        int at = Prose.IndexOf("beträgt", StringComparison.Ordinal) + 10;
        bytes[at] = 0xFF;

        UnreadableDocumentException refusal = Assert.Throws<UnreadableDocumentException>(() => TextDecoding.Decode(bytes));

        Assert.Equal(UnreadableDocumentException.InvalidFile, refusal.Code);
        Assert.Contains($"invalid UTF-8 at byte {at}", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0x61, 0x62, 0xFF, 0xFE, 0xFD, 0x63 }, 2)]
    [InlineData(new byte[] { 0xC3, 0x28, 0x20, 0xA0, 0xA1 }, 0)]
    [InlineData(new byte[] { 0x68, 0x69, 0x20, 0x80, 0x81, 0x8D }, 3)]
    public void Decode_BytesThatAreProseInNoEncoding_NamesTheFirst(byte[] bytes, int at)
    {
        UnreadableDocumentException refusal = Assert.Throws<UnreadableDocumentException>(() => TextDecoding.Decode(bytes));

        Assert.Equal(UnreadableDocumentException.InvalidFile, refusal.Code);
        Assert.Contains($"at byte {at} ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_Noise_IsUnsupported()
    {
        byte[] noise = new byte[4096];
        new Random(7).NextBytes(noise);

        Assert.Equal(
            UnreadableDocumentException.UnsupportedFile,
            Assert.Throws<UnreadableDocumentException>(() => TextDecoding.Decode(noise)).Code
        );
    }

    [Theory]
    [InlineData("\e[32mok\e[0m  the mill", "ok  the mill")]
    [InlineData("\e[1;31;40mFAIL\e[m \e[2K\e[1Gthe mill\e[?25h", "FAIL the mill")]
    [InlineData("\e[38:2::255:0:0mred\e[0 q", "red")]
    [InlineData("\e]0;a title\athe mill", "the mill")]
    [InlineData("\e]8;;http://a.example/\e\\the mill\e]8;;\e\\", "the mill")]
    [InlineData("\e7\e(Bthe mill\e8", "the mill")]
    public void Decode_LogOfATerminal_LosesItsColours(string log, string text)
    {
        Assert.Equal(text, TextDecoding.Decode(Encoding.UTF8.GetBytes(log)));
        Assert.Equal(text + Prose, TextDecoding.Decode(Encode(1200, log + Prose)));
        Assert.Equal(text + Prose, TextDecoding.Decode(Encode(1252, log + Prose)));
    }

    [Fact]
    public void Decode_LongLogOfATerminal_IsText()
    {
        string log = string.Concat(Enumerable.Repeat("\e[36mInfo\e[0m größer\n", 500));

        Assert.Equal(string.Concat(Enumerable.Repeat("Info größer\n", 500)), TextDecoding.Decode(Encoding.UTF8.GetBytes(log)));
    }

    [Theory]
    [InlineData("\e[31mred\e[0m \u0001\u0002\u0003\u0004")]
    [InlineData("\e\e\e\e\e")]
    [InlineData("\e]title without an end")]
    public void Decode_OtherControls_AreStillBinary(string content)
    {
        Assert.Equal(
            UnreadableDocumentException.UnsupportedFile,
            Assert.Throws<UnreadableDocumentException>(() => TextDecoding.Decode(Encoding.UTF8.GetBytes(content))).Code
        );
    }

    private static byte[] Encode(int codePage, string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(codePage).GetBytes(text);
    }
}
