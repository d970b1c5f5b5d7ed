using RagCluster.Text.Reading;

namespace RagCluster.Text.Chunking;

/// <summary>
/// Splits text into sentences by rules: terminators with the quotes and brackets that close behind them, abbreviations,
/// initials, ordinals, decimals, ellipses, list items on lines of their own, blank lines, and the full stops of CJK, Arabic and
/// Indic scripts. In doubt two sentences stay together: a citation with a neighbour is better than half a sentence.
/// </summary>
public static class SentenceSplitter
{
    private const string Terminators = ".!?…";
    private const string WideTerminators = "。！？｡؟۔।॥";
    private const string Closers = "\"'”’»›)]}」』）】》〉";
    private const string Openers = "\"'“‘«‹([{„‚";
    private const string Bullets = "-*•‣◦▪–+";

    // A reference mark such as [12] directly behind the full stop belongs to the sentence before it.
    private const int ReferenceLengthMax = 8;

    // "i.d.R", with spaces or without: letters of one part, and of all.
    private const int PartLengthMax = 3;
    private const int PartsLengthMax = 8;

    /// <summary>The sentences of <paramref name="text"/> between two offsets, in order, without surrounding white space.</summary>
    /// <param name="text">The text that offsets refer to.</param>
    /// <param name="start">First offset to look at.</param>
    /// <param name="end">Offset after the last character to look at.</param>
    /// <returns>Spans that do not overlap and together hold every non-blank character of the range.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is not inside <paramref name="text"/>.</exception>
    public static IReadOnlyList<TextSpan> Split(ReadOnlySpan<char> text, int start, int end)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, text.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, end);
        List<TextSpan> sentences = new();
        ReadOnlySpan<char> range = text[..end];
        int begin = AfterBlanks(range, start);
        for (int at = begin; at < end; )
        {
            int next = Boundary(range, begin, at);
            if (next == 0)
            {
                // What holds for the first mark of a run holds for each of them.
                at = Math.Max(at + 1, AfterRun(range, at, Terminators));
                continue;
            }

            Add(sentences, text, begin, next);
            begin = at = AfterBlanks(range, next);
        }

        Add(sentences, text, begin, end);
        return sentences;
    }

    private static void Add(List<TextSpan> sentences, ReadOnlySpan<char> text, int start, int end)
    {
        TextSpan sentence = new TextSpan(start, end).Trim(text);
        if (sentence.Length > 0)
            sentences.Add(sentence);
    }

    /// <summary>The offset at which the next sentence may begin when one ends at <paramref name="at"/>, otherwise 0.</summary>
    private static int Boundary(ReadOnlySpan<char> text, int begin, int at)
    {
        char c = text[at];
        if (c == '\n')
            return EndsAtLine(text, at) ? at + 1 : 0;
        if (WideTerminators.Contains(c))
            return AfterClosers(text, AfterRun(text, at, WideTerminators));
        if (!Terminators.Contains(c))
            return 0;
        int run = AfterRun(text, at, Terminators);
        int after = AfterReference(text, AfterClosers(text, run));
        if (after < text.Length && !char.IsWhiteSpace(text[after]))
            return 0;
        return EndsSentence(text, new TextSpan(begin, at), run - at, after) ? after : 0;
    }

    private static int AfterBlanks(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }

    private static int AfterRun(ReadOnlySpan<char> text, int at, string of)
    {
        while (at < text.Length && of.Contains(text[at]))
            at++;
        return at;
    }

    private static int AfterClosers(ReadOnlySpan<char> text, int at) => AfterRun(text, at, Closers);

    private static int AfterReference(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] == '[')
        {
            int length = text[at..Math.Min(text.Length, at + ReferenceLengthMax)].IndexOf(']');
            if (length < 0)
                return at;
            at += length + 1;
        }

        return at;
    }

    /// <summary>Whether a line end closes a sentence: before a blank line, or before a line that begins a list item.</summary>
    private static bool EndsAtLine(ReadOnlySpan<char> text, int newline)
    {
        int at = newline + 1;
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
        if (at >= text.Length || text[at] == '\n')
            return true;
        if (Bullets.Contains(text[at]))
            return at + 1 < text.Length && text[at + 1] == ' ';
        int mark = at;
        while (mark < text.Length && mark - at < 3 && char.IsAsciiDigit(text[mark]))
            mark++;
        if (mark == at && char.IsAsciiLetter(text[at]))
            mark++;
        return mark > at
            && mark + 1 < text.Length
            && text[mark] is ')' or '.'
            && text[mark + 1] == ' '
            && (text[mark] == ')' || char.IsAsciiDigit(text[at]));
    }

    private static bool EndsSentence(ReadOnlySpan<char> text, TextSpan before, int marks, int after)
    {
        int next = AfterBlanks(text, after);
        if (next >= text.Length)
            return true;
        bool stop = marks == 1 && text[before.End] == '.';
        if (stop && IsListNumber(text, before))
            return false;
        while (next < text.Length && Openers.Contains(text[next]))
            next++;
        if (next >= text.Length)
            return true;
        ReadOnlySpan<char> word = WordBefore(text, before);
        if (char.IsLower(text[next]))
            return stop && EndsBeforeLowerCase(word);
        if (!stop)
            return true;
        if (word.IsEmpty)
            return !Ordinals.EndWith(text, before, text[next..]);
        return !IsWithinAbbreviation(word, text[next..]) && EndsWithWord(word, text[next..]);
    }

    // "z. B.": the first stop is followed by the next part and its stop.
    private static bool IsWithinAbbreviation(ReadOnlySpan<char> word, ReadOnlySpan<char> following)
    {
        int length = LettersOf(following);
        return length is > 0 and <= PartLengthMax
            && length < following.Length
            && following[length] == '.'
            && word.Length <= PartsLengthMax
            && Abbreviations.IsBeginning(string.Concat(word, ".", following[..length]));
    }

    private static bool EndsWithWord(ReadOnlySpan<char> word, ReadOnlySpan<char> following)
    {
        if (Abbreviations.IsAcronym(word))
            return true;
        if (Abbreviations.IsBound(word))
            return false;
        if (Abbreviations.IsBeforeNumber(word) && char.IsDigit(following[0]))
            return false;
        bool initial = word.Length == 1 && char.IsUpper(word[0]);
        if (initial || word.Contains('.') || Abbreviations.IsOpen(word))
            return StartsSentence(following, word);
        return true;
    }

    // "Use yarn. npm works too": a longer plain word before the stop is no abbreviation, whatever the case behind it.
    private static bool EndsBeforeLowerCase(ReadOnlySpan<char> word)
    {
        if (word.Length < 4 || Abbreviations.IsBound(word) || Abbreviations.IsOpen(word))
            return false;
        foreach (char c in word)
        {
            if (!char.IsLower(c))
                return false;
        }

        return true;
    }

    private static bool StartsSentence(ReadOnlySpan<char> following, ReadOnlySpan<char> abbreviation)
    {
        int length = LettersOf(following);
        bool isInitial = length < following.Length && following[length] == '.';
        return length > 0 && !isInitial && Abbreviations.IsStarter(following[..length], abbreviation);
    }

    private static int LettersOf(ReadOnlySpan<char> text)
    {
        int length = 0;
        while (length < text.Length && char.IsLetter(text[length]))
            length++;
        return length;
    }

    /// <summary>Whether all of the sentence so far is a list number such as "12", so that its full stop is part of the mark.</summary>
    private static bool IsListNumber(ReadOnlySpan<char> text, TextSpan before)
    {
        TextSpan mark = before.Trim(text);
        if (mark.Length is 0 or > 3)
            return false;
        foreach (char c in text[mark.Start..mark.End])
        {
            if (!char.IsAsciiDigit(c))
                return false;
        }

        return true;
    }

    /// <summary>
    /// The letters and inner full stops directly before the stop: "Dr", "U.S", "al"; of an abbreviation with spaces all parts, "z.B".
    /// </summary>
    private static ReadOnlySpan<char> WordBefore(ReadOnlySpan<char> text, TextSpan before)
    {
        int start = WordStart(text, before.Start, before.End);
        ReadOnlySpan<char> word = text[start..before.End].TrimStart('.');
        ReadOnlySpan<char> parts = word;
        while (!parts.IsEmpty && start - 2 > before.Start && char.IsWhiteSpace(text[start - 1]) && text[start - 2] == '.')
        {
            int end = start - 2;
            start = WordStart(text, before.Start, end);
            if (end - start + parts.Length > PartsLengthMax)
                break;
            parts = string.Concat(text[start..end], ".", parts);
            if (Abbreviations.IsBeginning(parts))
                word = parts;
        }

        return word;
    }

    private static int WordStart(ReadOnlySpan<char> text, int least, int end)
    {
        while (end > least && (char.IsLetter(text[end - 1]) || text[end - 1] == '.'))
            end--;
        return end;
    }
}
