using System.Collections.Concurrent;
using System.Text;

namespace RagCluster.Storage.Relational.Seals;

/// <summary>
/// Finds the one bit that makes a row's values fit their checksum again. With 60 bits of checksum a wrong correction is a matter of one in
/// 10^14 for the rows that are tried, so what fits is what was written.
/// </summary>
internal static class BitFlip
{
    // Longer values take too long to try, and what is that long is made again from something else.
    private const int BytesMax = 1 << 14;

    // SQLite keeps a number in as few bytes as it needs: the highest of them is the sign.
    private static readonly int[] NumberBits = [8, 16, 24, 32, 48, 64];

    // Who makes a database anew meets a row, who checks it meets it again, and so does each reader: it is searched through once.
    private const int UnexplainedMax = 1 << 16;
    private static readonly ConcurrentDictionary<(long Written, long Present), bool> Unexplained = new();

    /// <summary>The values as they were written; null when no single bit explains the damage.</summary>
    /// <param name="values">The values as they are.</param>
    /// <param name="checksum">The checksum of those that were written.</param>
    /// <param name="sum">Computes a checksum.</param>
    internal static object?[]? Correct(object?[] values, long checksum, Func<object?[], long> sum)
    {
        // The flipped bit may be one of the checksum's. No checksum is negative, so what gives one is not what was written.
        long present = sum(values);
        if (present >= 0 && long.PopCount(checksum ^ present) == 1)
            return values;
        if (Unexplained.ContainsKey((checksum, present)))
            return null;
        object?[] tried = [.. values];
        for (int column = 0; column < values.Length; column++)
        {
            foreach (object candidate in Candidates(values[column]))
            {
                tried[column] = candidate;
                if (sum(tried) == checksum)
                    return tried;
            }

            tried[column] = values[column];
        }

        if (present >= 0 && Unexplained.Count < UnexplainedMax)
            Unexplained[(checksum, present)] = true;
        return null;
    }

    private static IEnumerable<object> Candidates(object? value) =>
        value switch
        {
            long number => Numbers(number),
            string { Length: <= BytesMax } text => Texts(text),
            byte[] { Length: <= BytesMax } bytes => Flips(bytes),
            _ => [],
        };

    private static IEnumerable<object> Numbers(long number)
    {
        for (int bit = 0; bit < 64; bit++)
            yield return number ^ (1L << bit);
        foreach (int bits in NumberBits)
        {
            long flipped = number ^ (1L << (bits - 1));
            yield return flipped << (64 - bits) >> (64 - bits);
        }
    }

    private static IEnumerable<object> Texts(string text)
    {
        foreach (byte[] flipped in Flips(Encoding.UTF8.GetBytes(text)).Cast<byte[]>())
            yield return Encoding.UTF8.GetString(flipped);
        // An ASCII letter whose highest bit flipped is no UTF-8 any more and was read as U+FFFD.
        for (int at = text.IndexOf('\uFFFD'); at >= 0; at = text.IndexOf('\uFFFD', at + 1))
        {
            for (char letter = '\0'; letter < 128; letter++)
                yield return string.Concat(text.AsSpan(0, at), letter.ToString(), text.AsSpan(at + 1));
        }
    }

    // The same bytes each time, with another bit flipped: whoever goes on to the next has no use for the last.
    private static IEnumerable<object> Flips(byte[] bytes)
    {
        byte[] flipped = [.. bytes];
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return flipped;
            flipped[bit / 8] = bytes[bit / 8];
        }
    }
}
