namespace RagCluster.Lexical.Postings;

/// <summary>
/// Row lengths in one byte: a code names the greatest length of a table that is not above the row's. Bounds of scores use the code, which
/// is never too long and so never bounds too low; scores use the exact length.
/// </summary>
internal static class LengthCodes
{
    internal const int CodesMax = 256;

    /// <summary>
    /// The table for a segment: all its lengths when they are few, else lengths in equal ratios from the least to the greatest.
    /// </summary>
    internal static int[] TableFor(ReadOnlySpan<int> lengths)
    {
        int least = int.MaxValue;
        int most = 0;
        foreach (int length in lengths)
        {
            least = Math.Min(least, length);
            most = Math.Max(most, length);
        }

        if (lengths.IsEmpty)
            return [0];
        if (most - least < CodesMax)
            return [.. Enumerable.Range(least, most - least + 1)];
        SortedSet<int> table = new() { least };
        double ratio = Math.Pow((double)(most + 1) / (least + 1), 1.0 / CodesMax);
        for (int code = 1; code < CodesMax; code++)
            table.Add((int)((least + 1) * Math.Pow(ratio, code)) - 1);
        return [.. table];
    }

    internal static byte[] Encode(ReadOnlySpan<int> lengths, int[] table)
    {
        byte[] codes = new byte[lengths.Length];
        for (int row = 0; row < lengths.Length; row++)
            codes[row] = Encode(lengths[row], table);
        return codes;
    }

    /// <summary>The code of the greatest length of the table that is not above <paramref name="length"/>; 0 when all are.</summary>
    internal static byte Encode(int length, ReadOnlySpan<int> table)
    {
        int place = table.BinarySearch(length);
        return (byte)(place >= 0 ? place : Math.Max(0, ~place - 1));
    }
}
