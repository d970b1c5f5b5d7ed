using System.Buffers;
using System.Globalization;
using System.Text;

namespace RagCluster.Text.Tokenizing;

/// <summary>
/// What BERT does to a text before it is split (Devlin et al. 2018, google-research/bert tokenization.py): control characters go,
/// ideographs stand alone, and for uncased models letters are lowered and lose their accents. Follows the reference
/// implementation @huggingface/tokenizers to the letter, its order of steps included.
/// </summary>
internal static class BertNormalization
{
    private const char FinalSigma = 'ς';
    private const int CapitalSigma = 0x3A3;

    /// <summary>Appends the normalized form of a piece that holds no white space.</summary>
    public static void Append(scoped ReadOnlySpan<char> piece, bool lowercase, ref CharBuffer buffer)
    {
        for (int i = 0; i < piece.Length; )
        {
            char c = piece[i];
            if (c is > ' ' and < '\x7f')
            {
                buffer.Append(lowercase && c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c);
                i++;
                continue;
            }

            bool valid = Rune.DecodeFromUtf16(piece[i..], out Rune rune, out int width) == OperationStatus.Done;
            if (valid && !IsDropped(rune))
                AppendRune(rune, new PieceAt(piece, i), lowercase, ref buffer);

            i += width;
        }
    }

    private static void AppendRune(Rune rune, scoped PieceAt at, bool lowercase, ref CharBuffer buffer)
    {
        // The reference looks at UTF-16 units here, so that ideographs beyond the basic plane stay together.
        bool alone = rune.IsBmp && Ideographs.Contains(rune);
        if (alone)
            buffer.Append(' ');

        if (lowercase)
            AppendLowered(rune, at, ref buffer);
        else
            buffer.Append(rune);

        if (alone)
            buffer.Append(' ');
    }

    private static void AppendLowered(Rune rune, scoped PieceAt at, ref CharBuffer buffer)
    {
        if (rune.Value == CapitalSigma)
        {
            buffer.Append(EndsWord(at) ? FinalSigma : 'σ');
            return;
        }

        // The one letter whose full lower-case form is longer than itself: i and a dot that is a mark.
        Rune lower = rune.Value == 'İ' ? new Rune('i') : Rune.ToLowerInvariant(rune);
        if (Rune.GetUnicodeCategory(lower) != UnicodeCategory.NonSpacingMark)
            CanonicalDecomposition.Append(lower, ref buffer);
    }

    private static bool IsDropped(Rune rune) =>
        rune.Value is 0 or 0xFFFD
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse;

    /// <summary>The rule Final_Sigma of the Unicode Standard, table 3-17: a cased letter before, none after.</summary>
    private static bool EndsWord(PieceAt at) => FollowsCased(at.Piece[..at.Index]) && !PrecedesCased(at.Piece[(at.Index + 1)..]);

    private static bool FollowsCased(scoped ReadOnlySpan<char> before)
    {
        while (!before.IsEmpty)
        {
            bool valid = Rune.DecodeLastFromUtf16(before, out Rune rune, out int width) == OperationStatus.Done;
            if (valid && !IsCaseIgnorable(rune))
                return IsCased(rune);

            before = before[..^width];
        }

        return false;
    }

    private static bool PrecedesCased(scoped ReadOnlySpan<char> after)
    {
        while (!after.IsEmpty)
        {
            bool valid = Rune.DecodeFromUtf16(after, out Rune rune, out int width) == OperationStatus.Done;
            if (valid && !IsCaseIgnorable(rune))
                return IsCased(rune);

            after = after[width..];
        }

        return false;
    }

    private static bool IsCased(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.UppercaseLetter
                or UnicodeCategory.LowercaseLetter
                or UnicodeCategory.TitlecaseLetter;

    private static bool IsCaseIgnorable(Rune rune) =>
        rune.Value is '\'' or '.' or ':' or '^' or '`' or '¨' or '\u00AD' or '·' or '\u2018' or '\u2019' or '\u2024' or '\u2027'
        || IsDropped(rune)
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.EnclosingMark
                or UnicodeCategory.ModifierLetter
                or UnicodeCategory.ModifierSymbol;

    private readonly ref struct PieceAt(ReadOnlySpan<char> piece, int index)
    {
        public ReadOnlySpan<char> Piece { get; } = piece;

        public int Index { get; } = index;
    }
}
