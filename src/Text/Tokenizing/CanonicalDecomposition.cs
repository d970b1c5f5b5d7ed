using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace RagCluster.Text.Tokenizing;

/// <summary>
/// Canonical decomposition (Unicode Standard, section 3.7) without non-spacing marks: é → e, 각 → its three letters.
/// A table of our own, because string normalization does nothing under invariant globalization.
/// </summary>
internal static class CanonicalDecomposition
{
    private const int SyllableFirst = 0xAC00;
    private const int SyllableLast = 0xD7A3;
    private const int VowelCount = 21;
    private const int TrailingCount = 28;

    private static readonly FrozenDictionary<int, string> Table = Read();

    /// <summary>Appends what the rune decomposes to; itself when nothing.</summary>
    public static void Append(Rune rune, ref CharBuffer buffer)
    {
        if (rune.Value is >= SyllableFirst and <= SyllableLast)
            AppendSyllable(rune.Value - SyllableFirst, ref buffer);
        else if (Table.TryGetValue(rune.Value, out string? parts))
            buffer.Append(parts);
        else
            buffer.Append(rune);
    }

    /// <summary>Hangul syllables are composed by arithmetic: leading consonant, vowel, optional trailing consonant.</summary>
    private static void AppendSyllable(int index, ref CharBuffer buffer)
    {
        int trailing = index % TrailingCount;
        buffer.Append((char)(0x1100 + (index / (VowelCount * TrailingCount))));
        buffer.Append((char)(0x1161 + (index / TrailingCount % VowelCount)));
        if (trailing > 0)
            buffer.Append((char)(0x11A7 + trailing));
    }

    private static FrozenDictionary<int, string> Read()
    {
        using Stream stream =
            typeof(CanonicalDecomposition).Assembly.GetManifestResourceStream("CanonicalDecompositions.txt")
            ?? throw new InvalidOperationException("The resource CanonicalDecompositions.txt is not in the assembly: the build is broken.");
        using StreamReader reader = new(stream);
        Dictionary<int, string> table = new();
        while (reader.ReadLine() is { } line)
        {
            int[] codes = Array.ConvertAll(line.Split(' '), code => int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            table.Add(codes[0], string.Concat(codes.Skip(1).Select(char.ConvertFromUtf32)));
        }

        return table.ToFrozenDictionary();
    }
}
