using RagCluster.Shards.Bytes;

namespace RagCluster.Storage.Sqlite.Pages;

/// <summary>
/// Finds one or two flipped bits of a page by its CRC. A CRC is linear: what it differs by depends on the flipped bits alone, and is the
/// sum of what each of them makes it differ by (Peterson and Brown, "Cyclic Codes for Error Detection", 1961).
/// </summary>
internal sealed class PageCorrection
{
    private readonly Dictionary<uint, int> _bits;
    private readonly uint[] _differences;

    /// <summary>Computes what each bit makes the checksum differ by.</summary>
    /// <param name="pageBytes">A page's length.</param>
    internal PageCorrection(int pageBytes)
    {
        byte[] page = new byte[pageBytes];
        uint none = Checksum.Of(page);
        _differences = new uint[pageBytes * 8];
        _bits = new Dictionary<uint, int>(_differences.Length);
        for (int bit = 0; bit < _differences.Length; bit++)
        {
            Flip(page, bit);
            _differences[bit] = Checksum.Of(page) ^ none;
            _bits[_differences[bit]] = bit;
            Flip(page, bit);
        }
    }

    /// <summary>Whether a page is right; given a span.</summary>
    /// <param name="page">The page.</param>
    internal delegate bool Confirm(ReadOnlySpan<byte> page);

    /// <summary>Sets a page right.</summary>
    /// <param name="page">The page; changed only when it can be.</param>
    /// <param name="checksum">The checksum that it had.</param>
    /// <param name="confirm">Whether it is right now.</param>
    /// <returns>Whether it is.</returns>
    internal bool Correct(byte[] page, uint checksum, Confirm confirm)
    {
        uint difference = Checksum.Of(page) ^ checksum;
        if (_bits.TryGetValue(difference, out int only) && Try(page, only, only, confirm))
            return true;
        for (int first = 0; first < _differences.Length; first++)
        {
            if (_bits.TryGetValue(difference ^ _differences[first], out int second) && second > first && Try(page, first, second, confirm))
                return true;
        }

        return false;
    }

    private static bool Try(byte[] page, int first, int second, Confirm confirm)
    {
        Flip(page, first);
        if (second != first)
            Flip(page, second);
        if (confirm(page))
            return true;
        Flip(page, first);
        if (second != first)
            Flip(page, second);
        return false;
    }

    private static void Flip(byte[] page, int bit) => page[bit / 8] ^= (byte)(1 << (bit % 8));
}
