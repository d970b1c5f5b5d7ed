using System.Globalization;
using System.Text;

namespace RagCluster.Grounding.Evidence;

/// <summary>
/// Lower case without accents, and the digits of every script as 0 to 9. The runtime is built without culture data, where Unicode
/// decomposition is not available, so the Latin letters that names carry stand in a table.
/// </summary>
internal static class LetterFolding
{
    private const string Accented = "àáâãäåāăąçćčďđèéêëēėęěğìíîïīįıłñńňòóôõöøōőŕřśşšťţùúûüūůűųýÿźżž";
    private const string Plain = "aaaaaaaaacccddeeeeeeeegiiiiiiilnnnoooooooorrsssttuuuuuuuuyyzzz";

    internal static string Fold(ReadOnlySpan<char> word)
    {
        if (Ascii.IsValid(word))
            return string.Create(word.Length, word, static (lower, word) => Ascii.ToLower(word, lower, out _));
        StringBuilder folded = new(word.Length);
        foreach (char c in word)
        {
            char lower = char.ToLowerInvariant(c);
            int at = lower < 128 ? -1 : Accented.IndexOf(lower, StringComparison.Ordinal);
            if (at >= 0)
                folded.Append(Plain[at]);
            else if (lower is 'ß')
                folded.Append("ss");
            else if (lower is 'æ')
                folded.Append("ae");
            else if (lower is 'œ')
                folded.Append("oe");
            else if (char.IsDigit(lower))
                folded.Append(CharUnicodeInfo.GetDecimalDigitValue(lower));
            else if (lower is < '\u0300' or > '\u036f')
                folded.Append(lower);
        }

        return folded.ToString();
    }
}
