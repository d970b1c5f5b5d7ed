using System.Buffers;
using System.Globalization;
using System.Text;

namespace RagCluster.Text.Tokenizing;

/// <summary>
/// Estimates a sub-word tokenizer's count without a vocabulary: an ideograph or a punctuation mark is one token,
/// a word one token per <see cref="LettersPerPiece"/> letters begun, a number one per <see cref="DigitsPerPiece"/> digits begun.
/// </summary>
public sealed class ApproximateTokenCounter : ITokenCounter
{
    /// <summary>Letters that one word piece covers on average in English prose (bert-base-uncased splits few words below this).</summary>
    private const int LettersPerPiece = 8;

    /// <summary>Digits that one piece covers on average.</summary>
    private const int DigitsPerPiece = 3;

    /// <summary>The one instance needed: the counter has no state.</summary>
    public static ApproximateTokenCounter Instance { get; } = new();

    /// <inheritdoc/>
    public int Count(ReadOnlySpan<char> text)
    {
        int count = 0;
        int letters = 0;
        int digits = 0;
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out Rune rune, out int width) != OperationStatus.Done)
            {
                text = text[width..];
                continue;
            }

            text = text[width..];
            if (Rune.IsDigit(rune))
            {
                count += Pieces(ref letters, LettersPerPiece);
                digits++;
            }
            else if (Rune.IsLetter(rune) && !Ideographs.Contains(rune))
            {
                count += Pieces(ref digits, DigitsPerPiece);
                letters++;
            }
            else if (!IsMark(rune))
            {
                count += Pieces(ref letters, LettersPerPiece) + Pieces(ref digits, DigitsPerPiece);
                count += Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) ? 0 : 1;
            }
        }

        return count + Pieces(ref letters, LettersPerPiece) + Pieces(ref digits, DigitsPerPiece);
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark
                or UnicodeCategory.Format;

    private static int Pieces(ref int length, int perPiece)
    {
        int pieces = (length + perPiece - 1) / perPiece;
        length = 0;
        return pieces;
    }
}
