using System.Buffers;
using System.Text;

namespace RagCluster.Text.Reading;

/// <summary>How far content that is not valid UTF-8 is from it.</summary>
/// <param name="FirstInvalid">Offset of the first byte that is not.</param>
/// <param name="InvalidCount">Sequences that are not.</param>
/// <param name="MultiByteCount">Valid characters of two bytes or more.</param>
internal readonly record struct Utf8Statistics(int FirstInvalid, int InvalidCount, int MultiByteCount)
{
    /// <summary>Whether it is UTF-8 that was damaged: legacy text yields hardly any valid multi-byte characters by chance.</summary>
    internal bool IsMostlyUtf8 => MultiByteCount > 0 && MultiByteCount * 2 >= InvalidCount;

    internal static Utf8Statistics Of(ReadOnlySpan<byte> content)
    {
        (int first, int invalid, int multi) = (-1, 0, 0);
        for (int at = 0; at < content.Length; )
        {
            if (content[at] < 0x80)
            {
                at++;
                continue;
            }

            OperationStatus status = Rune.DecodeFromUtf8(content[at..], out _, out int length);
            if (status == OperationStatus.Done)
            {
                multi++;
            }
            else
            {
                if (invalid++ == 0)
                    first = at;
            }

            at += length;
        }

        return new Utf8Statistics(first, invalid, multi);
    }
}
