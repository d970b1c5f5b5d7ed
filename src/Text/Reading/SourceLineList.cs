using RagCluster.Text.Normalizing;

namespace RagCluster.Text.Reading;

/// <summary>
/// Collects which lines of a file an extracted text comes from. A place is kept only where counting line ends from the one before would
/// give another line, so that most documents need a few.
/// </summary>
internal sealed class SourceLineList
{
    private readonly List<SourceLine> _lines = [];
    private int _ahead;

    /// <summary>The places in order.</summary>
    internal IReadOnlyList<SourceLine> Lines => _lines;

    /// <summary>Says where a place comes from; places come in order.</summary>
    /// <param name="start">Offset of the place.</param>
    /// <param name="number">Its line in the file, from 1.</param>
    /// <param name="lineEnds">How many line ends the extracted text has before the place.</param>
    internal void Add(int start, int number, int lineEnds)
    {
        if (_lines.Count > 0 && number - lineEnds == _ahead)
            return;
        _lines.Add(new SourceLine(start, number));
        _ahead = number - lineEnds;
    }

    /// <summary>Says where each line of a text comes from.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Its offset in the extracted text.</param>
    /// <param name="numbers">The line in the file of each of its lines.</param>
    /// <param name="lineEnds">How many line ends the extracted text has before it.</param>
    internal void AddAll(string text, int start, IReadOnlyList<int> numbers, int lineEnds)
    {
        int at = 0;
        for (int i = 0; i < numbers.Count; i++)
        {
            Add(start + at, numbers[i], lineEnds + i);
            at = text.IndexOf('\n', at) + 1;
        }
    }

    /// <summary>
    /// Which line of a raw text, from 0, each line of its normalized and trimmed form was; null where they can't be matched.
    /// </summary>
    /// <param name="raw">The text as it was.</param>
    /// <param name="text">What normalizing and trimming left of it.</param>
    internal static int[]? Match(string raw, string text)
    {
        List<int> kept = [];
        (int line, int begun, int blank) = (0, 0, 0);
        bool isBlank = true;
        for (int i = 0; i <= raw.Length; i++)
        {
            char c = i < raw.Length ? raw[i] : '\n';
            if (c is not ('\n' or '\r' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029'))
            {
                isBlank &= char.IsWhiteSpace(c);
                continue;
            }

            blank = isBlank ? blank + 1 : 0;
            if (!isBlank || (kept.Count > 0 && blank <= TextNormalizer.BlankLinesMax))
                kept.Add(begun);
            if (c == '\r' && i + 1 < raw.Length && raw[i + 1] == '\n')
                i++;
            // An editor counts no other line ends than these.
            line += c is '\n' or '\r' ? 1 : 0;
            (begun, isBlank) = (line, true);
        }

        int count = text.AsSpan().Count('\n') + 1;
        int trailing = Math.Min(blank, TextNormalizer.BlankLinesMax);
        return kept.Count - trailing == count ? [.. kept.Take(count)] : null;
    }
}
