namespace RagCluster.Storage.Sqlite.Pages;

/// <summary>
/// Finds the flipped bit of a frame by its checksum, which is a sum: a bit of a word adds a power of two, times what the word's place
/// multiplies it with, to each half. The low 23 bits of a word name their place; of the high ones several places fit, and then it is only
/// known that one bit flipped.
/// </summary>
internal static class WalFlip
{
    /// <summary>
    /// The bits of a frame's page number, size and content, each of which alone would explain its checksum: offsets in the frame, in bits.
    /// </summary>
    /// <param name="frame">The frame.</param>
    /// <param name="computed">The checksum of the frame as it is.</param>
    /// <param name="isBigEndian">How the log's checksums read words.</param>
    internal static List<int> Find(ReadOnlySpan<byte> frame, WalChecksum computed, bool isBigEndian)
    {
        List<int> found = [];
        WalChecksum stored = WalChecksum.Read(frame[16..]);
        (uint First, uint Second) missing = (stored.First - computed.First, stored.Second - computed.Second);
        // What one more in the even word, and in the odd word, of a pair adds to both halves in the end; from the last pair to the first.
        (uint First, uint Second) even = (1, 1);
        (uint First, uint Second) odd = (0, 1);
        for (int at = frame.Length - 8; at >= 0; at -= 8)
        {
            // The salt and the checksum are no part of it.
            if (at is 8 or 16)
                continue;
            Add(found, frame.Slice(at, 4), at, new Place(even.First, even.Second, missing, isBigEndian));
            Add(found, frame.Slice(at + 4, 4), at + 4, new Place(odd.First, odd.Second, missing, isBigEndian));
            even = (even.First + even.Second, even.First + even.Second + even.Second);
            odd = (odd.First + odd.Second, odd.First + odd.Second + odd.Second);
        }

        return found;
    }

    /// <summary>Flips a bit.</summary>
    internal static void Flip(Span<byte> bytes, int bit) => bytes[bit / 8] ^= (byte)(1 << (bit % 8));

    private static void Add(List<int> found, ReadOnlySpan<byte> word, int at, Place place)
    {
        for (int bit = 0; bit < 32; bit++)
        {
            int inBytes = (8 * (place.IsBigEndian ? 3 - (bit / 8) : bit / 8)) + (bit % 8);
            bool isSet = (word[inBytes / 8] & (1 << (inBytes % 8))) != 0;
            uint difference = isSet ? 0 - (1u << bit) : 1u << bit;
            if (place.First * difference == place.Missing.First && place.Second * difference == place.Missing.Second)
                found.Add((at * 8) + inBytes);
        }
    }

    private readonly record struct Place(uint First, uint Second, (uint First, uint Second) Missing, bool IsBigEndian);
}
