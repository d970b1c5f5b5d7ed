using System.Buffers;
using System.Globalization;
using System.Text;

namespace RagCluster.Text.Tokenizing;

/// <summary>Walks the words of a normalized text: white space separates, each punctuation mark is a word of its own.</summary>
internal ref struct BertWords(ReadOnlySpan<char> normalized)
{
    private ReadOnlySpan<char> _rest = normalized;

    public ReadOnlySpan<char> Current { get; private set; }

    public bool MoveNext()
    {
        _rest = _rest.TrimStart();
        if (_rest.IsEmpty)
            return false;

        int length = 0;
        while (length < _rest.Length && !char.IsWhiteSpace(_rest[length]))
        {
            int width = Width(_rest[length..], out bool isPunctuation);
            if (isPunctuation)
            {
                length = length == 0 ? width : length;
                break;
            }

            length += width;
        }

        Current = _rest[..length];
        _rest = _rest[length..];
        return true;
    }

    private static int Width(ReadOnlySpan<char> text, out bool isPunctuation)
    {
        char c = text[0];
        if (char.IsAscii(c))
        {
            // BERT counts every printable ASCII character that is neither letter nor digit, $ and + too.
            isPunctuation = !char.IsAsciiLetterOrDigit(c);
            return 1;
        }

        isPunctuation = false;
        if (Rune.DecodeFromUtf16(text, out Rune rune, out int width) == OperationStatus.Done)
        {
            isPunctuation =
                Rune.GetUnicodeCategory(rune)
                    is UnicodeCategory.ConnectorPunctuation
                        or UnicodeCategory.DashPunctuation
                        or UnicodeCategory.OpenPunctuation
                        or UnicodeCategory.ClosePunctuation
                        or UnicodeCategory.InitialQuotePunctuation
                        or UnicodeCategory.FinalQuotePunctuation
                        or UnicodeCategory.OtherPunctuation;
        }

        return width;
    }
}
