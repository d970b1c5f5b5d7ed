using RagCluster.Text.Reading;
using RagCluster.Text.Tokenizing;

namespace RagCluster.Text.Chunking;

/// <summary>
/// Cuts blocks into units of at most a chunk's tokens: whole tables and code blocks, else their lines; sentences, else
/// runs of words, else pieces of a word. Every character is counted once on each of these levels: linear in the text.
/// </summary>
internal sealed class UnitCutter(ITokenCounter counter, string text, int tokensMax, ChunkingWatch watch)
{
    /// <summary>
    /// The most characters that pass as one token: prose has 4 to 5, but to a model a word of any length that it can't spell is one. What
    /// is longer than a chunk may be so is cut without counting it first, so that no single count takes long.
    /// </summary>
    internal const int CharactersPerToken = 64;

    /// <summary>The units of a block, in order; they hold all of its non-blank characters.</summary>
    internal IEnumerable<TextUnit> Cut(TextBlock block)
    {
        TextSpan span = new TextSpan(block.Start, block.End).Trim(text);
        if (span.Length == 0)
            return [];
        return block.Kind switch
        {
            BlockKind.Heading => Whole(span, UnitKind.Heading),
            BlockKind.Table or BlockKind.Code => Whole(span, UnitKind.Piece),
            _ => Sentences(span),
        };
    }

    private IEnumerable<TextUnit> Sentences(TextSpan span) =>
        SentenceSplitter.Split(text, span.Start, span.End).SelectMany(sentence => Whole(sentence, UnitKind.Sentence));

    private IEnumerable<TextUnit> Whole(TextSpan span, UnitKind kind)
    {
        if (Fits(span, out int tokens))
            return [new TextUnit(span, tokens, kind)];
        return kind == UnitKind.Piece && text.AsSpan(span.Start, span.Length).Contains('\n')
            ? Lines(span).SelectMany(line => Whole(line, UnitKind.Piece))
            : Words(span);
    }

    private IEnumerable<TextSpan> Lines(TextSpan span)
    {
        for (int start = span.Start; start < span.End; )
        {
            int found = text.IndexOf('\n', start, span.End - start);
            int end = found < 0 ? span.End : found;
            TextSpan line = new TextSpan(start, end).Trim(text);
            if (line.Length > 0)
                yield return line;
            start = end + 1;
        }
    }

    private IEnumerable<TextUnit> Words(TextSpan span)
    {
        (TextSpan run, int tokens) = (new TextSpan(span.Start, span.Start), 0);
        foreach (TextSpan word in WordSpans(span))
        {
            bool fits = Fits(word, out int own);
            if (run.Length > 0 && (long)tokens + own > tokensMax)
            {
                yield return new TextUnit(run, tokens, UnitKind.Piece);
                run = default;
            }

            if (!fits)
            {
                foreach (TextUnit piece in WordPieces(word))
                    yield return piece;
                run = default;
                continue;
            }

            (run, tokens) = run.Length == 0 ? (word, own) : (run with { End = word.End }, tokens + own);
        }

        if (run.Length > 0)
            yield return new TextUnit(run, tokens, UnitKind.Piece);
    }

    private IEnumerable<TextSpan> WordSpans(TextSpan span)
    {
        for (int start = span.Start; start < span.End; )
        {
            while (start < span.End && char.IsWhiteSpace(text[start]))
                start++;
            int end = start;
            while (end < span.End && !char.IsWhiteSpace(text[end]))
                end++;
            if (end > start)
                yield return new TextSpan(start, end);
            start = end;
        }
    }

    // Text without spaces (CJK, encoded data): as many characters as tokens always fit where a token holds one or more;
    // where it does not (bytes as tokens), halve until it does.
    private IEnumerable<TextUnit> WordPieces(TextSpan word)
    {
        for (int start = word.Start; start < word.End; )
        {
            int length = Math.Min(tokensMax, word.End - start);
            TextSpan span = CutAt(start, start + length);
            int tokens = Count(span);
            while (tokens > tokensMax && length > 1)
            {
                length /= 2;
                span = CutAt(start, start + length);
                tokens = Count(span);
            }

            yield return new TextUnit(span, tokens, UnitKind.Piece);
            start = span.End;
        }
    }

    private TextSpan CutAt(int start, int end)
    {
        bool splitsPair = end < text.Length && end > start && char.IsHighSurrogate(text[end - 1]) && char.IsLowSurrogate(text[end]);
        return new TextSpan(start, splitsPair ? end + 1 : end);
    }

    private bool Fits(TextSpan span, out int tokens)
    {
        tokens = span.Length > (long)CharactersPerToken * tokensMax ? int.MaxValue : Count(span);
        return tokens <= tokensMax;
    }

    private int Count(TextSpan span)
    {
        watch.Check(span.Length);
        return Math.Max(counter.Count(text.AsSpan(span.Start, span.Length)), span.Length / CharactersPerToken);
    }
}
