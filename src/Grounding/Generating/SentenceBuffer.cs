using System.Text;
using System.Text.RegularExpressions;
using RagCluster.Grounding.Verifying;
using RagCluster.Text.Chunking;
using RagCluster.Text.Reading;

namespace RagCluster.Grounding.Generating;

/// <summary>
/// Turns a stream of text pieces into whole parts: sentences, each with the citation marks behind it, those of a list's items, rows of
/// tables, and blocks of code between fences (CommonMark 0.31, sections 4.5 and 5.2).
/// </summary>
/// <param name="lengthMax">The most characters that are taken in.</param>
internal sealed partial class SentenceBuffer(int lengthMax)
{
    private const string Blanks = " \n\t";
    private const string WideEnds = "。！？";

    private readonly StringBuilder _open = new();
    private readonly ItemReader _items = new();
    private readonly RowReader _rows = new();
    private bool _beginsLine = true;
    private int _taken;

    /// <summary>
    /// Whether a limit was reached, so that the rest is not read: of the whole, or of one part, which nothing could check.
    /// </summary>
    internal bool IsFull => _taken >= lengthMax || _open.Length > SentenceVerifier.SentenceLengthMax;

    /// <summary>How many characters were taken in.</summary>
    internal int TakenCount => _taken;

    /// <summary>Takes a piece in and gives the parts that are complete now.</summary>
    internal List<WrittenPart> Add(string piece)
    {
        int length = Math.Min(piece.Length, lengthMax - _taken);
        _taken += length;
        _open.Append(piece, 0, length);
        // A sentence ends only where white space follows, so nothing can be complete without one.
        return piece.AsSpan(0, length).ContainsAny(Blanks + WideEnds) ? Take(isLast: false) : [];
    }

    /// <summary>Gives what is left at the end of the stream; a tail that a limit cut off is no part.</summary>
    /// <param name="isCutOff">Whether the model met a limit of its own.</param>
    internal List<WrittenPart> Finish(bool isCutOff = false) => Take(isLast: !isCutOff && !IsFull);

    private List<WrittenPart> Take(bool isLast)
    {
        string text = _open.ToString();
        List<WrittenPart> parts = [];
        int from = 0;
        while (Fence().Match(text, from) is { Success: true } fence)
        {
            AddLines(text[from..fence.Index], isLast: true, from > 0 || _beginsLine, parts);
            from = fence.Index;
            Match end = Closing(fence).Match(text, fence.Index + fence.Length);
            // Without its end a block may still become another one; the end of the text ends it too.
            if (!end.Success && !isLast)
                break;
            int codeFrom = fence.Index + fence.Length;
            parts.Add(new WrittenPart(text[codeFrom..(end.Success ? end.Index : text.Length)], true, fence.Groups["language"].Value));
            from = end.Success ? end.Index + end.Length : text.Length;
        }

        // A fence whose line has not ended yet is no sentence.
        bool isInBlock = from < text.Length && OpenFence().IsMatch(text[from..]);
        if (!isInBlock || isLast)
            from += AddLines(text[from..], isLast, from > 0 || _beginsLine, parts);
        if (from > 0)
            _beginsLine = text[from - 1] == '\n';
        _open.Remove(0, from);
        return parts;
    }

    private static Regex Closing(Match fence) =>
        new(
            $@"^[ \t]*{Regex.Escape(fence.Groups["fence"].Value)}[`~]*[ \t]*(\r?\n|$)",
            RegexOptions.Multiline | RegexOptions.NonBacktracking
        );

    // An item is a line, and so is a row; the mark of an item is no word of a sentence. Returns how much of the text became parts.
    private int AddLines(string text, bool isLast, bool beginsLine, List<WrittenPart> parts)
    {
        int from = 0;
        while (NextLine(text, from, from > 0 || beginsLine) is { } line)
        {
            // A blank line ends a table too.
            if (line.Start > from)
                parts.AddRange(_rows.End());
            AddSentences(text[from..line.Start], isLast: true, parts);
            int newline = text.IndexOf('\n', line.End);
            if (newline < 0 && !isLast)
                return line.Start;
            from = newline < 0 ? text.Length : newline + 1;
            if (line.Item is null)
                parts.AddRange(_rows.Read(text[line.Start..from]));
            else
                AddItem(line.Item.Value, text[line.End..from], parts);
        }

        if (isLast || !string.IsNullOrWhiteSpace(text[from..]))
            parts.AddRange(_rows.End());
        return from + AddSentences(text[from..], isLast, parts);
    }

    private void AddItem(ItemReader.Mark item, string text, List<WrittenPart> parts)
    {
        parts.AddRange(_rows.End());
        _items.Count(item);
        List<WrittenPart> sentences = [];
        AddSentences(text, isLast: true, sentences);
        parts.AddRange(sentences.Select((part, i) => part with { Item = i == 0 ? item.Text : "" }));
    }

    private (int Start, int End, ItemReader.Mark? Item)? NextLine(string text, int from, bool beginsLine) =>
        (_items.Next(text, from, beginsLine), RowReader.Next(text, from, beginsLine)) switch
        {
            (null, null) => null,
            ({ } item, var row) when row is null || item.Start < row => (item.Start, item.End, item),
            (_, var row) => (row!.Value, row.Value, null),
        };

    // Returns how much of the text became sentences.
    private static int AddSentences(string text, bool isLast, List<WrittenPart> parts)
    {
        IReadOnlyList<TextSpan> spans = SentenceSplitter.Split(text, 0, text.Length);
        int from = 0;
        for (int i = 0; i < spans.Count; i++)
        {
            int start = Math.Max(from, spans[i].Start);
            if (start >= spans[i].End)
                continue;
            int end = spans[i].End;
            // "It has two bulbs. [1] They ...": the mark stands behind the full stop and belongs before it.
            end += CitationMarks.LeadingLength(text.AsSpan(end));
            bool isComplete = isLast || (i + 1 < spans.Count && HasContentAfter(text, end) && IsEndCertain(text, spans[i].Start, end));
            if (!isComplete)
                break;
            parts.Add(new WrittenPart(text[start..end]));
            from = end;
        }

        return from;
    }

    // A piece may end within a mark: "[1" may still become "[1]".
    private static bool HasContentAfter(string text, int end)
    {
        ReadOnlySpan<char> rest = text.AsSpan(end).TrimStart();
        return rest.Length > 0 && (rest[0] is not ('[' or '【') || rest.IndexOfAny("]】") >= 0);
    }

    // What the next word is decides whether a full stop ends a sentence ("am 3." before "Oktober"), so that word must be whole.
    private static bool IsEndCertain(string text, int start, int end) =>
        text.AsSpan(end).TrimStart().ContainsAny(Blanks) || text.AsSpan(start, end - start).ContainsAny(WideEnds);

    // Atomic, since what one part gives back another one could take: a line of tildes would be tried in each of these ways. A language is a
    // name: the rest of the line could be an address, and is not checked.
    [GeneratedRegex(
        @"^(?>[ \t]*)(?<fence>(?>`{3,}|~{3,}))(?>[ \t]*)((?<language>[A-Za-z0-9+#._-]{1,32})(?=\s))?(?>[^`\n]*)\n",
        RegexOptions.Multiline
    )]
    private static partial Regex Fence();

    [GeneratedRegex(@"^[ \t]*(`{3,}|~{3,})", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex OpenFence();
}
