using System.Text;

namespace RagCluster.Text.Reading;

/// <summary>
/// Finds the encoding of a text file and decodes it. In this order: a byte order mark; UTF-16 or UTF-32 by the places of
/// its NUL bytes; UTF-8, if all of it is valid; the declared charset; the most plausible legacy encoding. A file that is
/// UTF-8 but for some bytes is damaged, not legacy: it is refused with the offset of the first bad byte, and so is
/// a file whose bytes look like prose in no legacy encoding. What a terminal would take for colours and moves is left out.
/// </summary>
internal static class TextDecoding
{
    private const int SampleBytes = 4096;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    static TextDecoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Decodes a text file.</summary>
    /// <exception cref="UnreadableDocumentException">It is binary, or in no encoding that makes sense of it.</exception>
    internal static string Decode(ReadOnlySpan<byte> content)
    {
        (Encoding? marked, int length) = FromMark(content);
        if (marked is not null)
            return TerminalEscapes.Strip(DecodeStrict(content[length..], marked, length));
        if (content.Contains((byte)0))
        {
            Encoding wide = FromNulls(content) ?? throw Binary(content);
            return TerminalEscapes.Strip(DecodeStrict(content, wide, 0));
        }

        content = TerminalEscapes.Strip(content);
        if (ControlCharacters.AreTooMany(content))
            throw Binary(content);
        try
        {
            return Utf8.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return DecodeLegacy(content);
        }
    }

    private static string DecodeLegacy(ReadOnlySpan<byte> content)
    {
        if (DeclaredCharset.Find(content) is { } declared && declared.CodePage != Utf8.CodePage)
        {
            return DecodeStrict(content, declared, 0);
        }

        Utf8Statistics statistics = Utf8Statistics.Of(content);
        string? legacy = statistics.IsMostlyUtf8 ? null : LegacyEncodings.MostPlausible(content);
        return legacy
            ?? throw UnreadableDocumentException.Invalid(
                $"The text holds invalid UTF-8 at byte {statistics.FirstInvalid} and is in no other encoding that is known here."
            );
    }

    private static (Encoding? Encoding, int Length) FromMark(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return (Utf8, 3);
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]))
            return (Strict(12000), 4);
        if (content.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
            return (Strict(12001), 4);
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return (Strict(1200), 2);
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return (Strict(1201), 2);
        return (null, 0);
    }

    // Western text in UTF-16 has a NUL in nearly every pair, always on the same side; in UTF-32 in three of four places.
    private static Encoding? FromNulls(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> sample = content[..Math.Min(content.Length, SampleBytes)];
        Span<int> nulls = stackalloc int[4];
        for (int i = 0; i < sample.Length; i++)
            nulls[i % 4] += sample[i] == 0 ? 1 : 0;
        int quarter = Math.Max(1, sample.Length / 4);
        if (nulls[2] >= quarter * 0.9 && nulls[3] >= quarter * 0.9 && nulls[0] <= quarter * 0.1)
            return Strict(12000);
        if (nulls[0] >= quarter * 0.9 && nulls[1] >= quarter * 0.9 && nulls[3] <= quarter * 0.1)
            return Strict(12001);
        (int even, int odd) = (nulls[0] + nulls[2], nulls[1] + nulls[3]);
        if (odd >= quarter * 0.6 && even <= odd * 0.05)
            return Strict(1200);
        if (even >= quarter * 0.6 && odd <= even * 0.05)
            return Strict(1201);
        return null;
    }

    internal static Encoding Strict(int codePage) =>
        Encoding.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    private static string DecodeStrict(ReadOnlySpan<byte> content, Encoding encoding, int offset)
    {
        try
        {
            return encoding.GetString(content);
        }
        catch (DecoderFallbackException e)
        {
            throw UnreadableDocumentException.Invalid(
                $"The text holds invalid {encoding.WebName.ToUpperInvariant()} at byte {offset + Math.Max(0, e.Index)}.",
                e
            );
        }
    }

    private static UnreadableDocumentException Binary(ReadOnlySpan<byte> content) =>
        UnreadableDocumentException.Unsupported(
            $"The file is binary (byte {ControlCharacters.First(content)} is no text) and of no kind that is read."
        );
}
