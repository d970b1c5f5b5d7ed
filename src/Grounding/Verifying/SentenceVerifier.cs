using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Evidence;
using RagCluster.Text.Chunking;

namespace RagCluster.Grounding.Verifying;

/// <summary>
/// Says whether a passage supports a sentence. Content words are aligned by stem, word family and meaning over windows of up to
/// three sentences; numbers with their units, names, negations, opposites and the clause that a number belongs to are checked
/// on their own, since a claim that differs in one of them alone looks almost the same and says something else.
/// </summary>
public sealed class SentenceVerifier
{
    private const int WindowUnitsMax = 3;
    private const int WindowsCheckedMax = 8;
    private const int SentenceLengthMax = 4_000;
    private const double ShareDropMax = 0.1;

    // Shares that differ by less are equal; the shorter window comes first.
    private const int ShareDigits = 9;

    private readonly double _supportMin;

    /// <summary>Creates a verifier.</summary>
    /// <param name="supportMin">The least share of a sentence's content that the evidence must hold, 0 to 1.</param>
    public SentenceVerifier(double supportMin)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(supportMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(supportMin, 1);
        _supportMin = supportMin;
    }

    /// <summary>Checks a sentence against a passage.</summary>
    /// <param name="sentence">The sentence, without citation marks.</param>
    /// <param name="passage">The passage; its title and headings count as context.</param>
    public Support Verify(string sentence, Passage passage)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        ArgumentNullException.ThrowIfNull(passage);
        return Verify(sentence, new PassageText(passage, 0));
    }

    internal Support Verify(string sentence, PassageText passage)
    {
        if (sentence.Length > SentenceLengthMax)
            return new Support(0, false, default, "The sentence is too long to be checked.");
        var claim = new Statement(sentence, Tokens.Read(sentence));
        if (!claim.Tokens.Exists(t => t.IsContent))
            return new Support(0, false, default, "The sentence says nothing that could be checked.");
        var checkedWindows = Windows(claim, passage).Select(w => Check(claim, passage, w.First, w.Last)).ToList();
        if (checkedWindows.Count == 0)
            return new Support(0, false, default, "The passage holds no text.");
        // Where the passage says most of it, it decides: a place that says less can't outvote one that contradicts.
        double least = checkedWindows.Max(w => w.Share) - ShareDropMax;
        return checkedWindows
            .Where(w => w.Share >= least)
            .OrderByDescending(w => w.Support.IsSupported)
            .ThenByDescending(w => Math.Round(w.Share, ShareDigits))
            .First()
            .Support;
    }

    // The windows that share most with the claim, shorter ones first among equals.
    private static IEnumerable<(int First, int Last)> Windows(Statement claim, PassageText passage)
    {
        var stems = claim.Tokens.Where(t => t.IsContent).DistinctBy(t => t.Stem).ToList();
        var windows = new List<(int First, int Last, double Held)>();
        for (int first = 0; first < passage.Units.Count; first++)
        {
            for (int last = first; last < Math.Min(passage.Units.Count, first + WindowUnitsMax); last++)
            {
                if (passage.SpeaksToModel[last])
                    break;
                // A row speaks for itself: two rows together would lend each other's cells.
                if (last > first && (passage.Units[first].Kind == UnitKind.TableRow || passage.Units[last].Kind == UnitKind.TableRow))
                    break;
                double held = stems.Sum(t => Enumerable.Range(first, last - first + 1).Max(i => passage.Bags[i].Match(t)));
                windows.Add((first, last, held));
            }
        }

        return windows
            .OrderByDescending(w => w.Held)
            .ThenBy(w => w.Last - w.First)
            .ThenBy(w => w.First)
            .Take(WindowsCheckedMax)
            .Select(w => (w.First, w.Last));
    }

    private (Support Support, double Share) Check(Statement claim, PassageText passage, int first, int last)
    {
        var span = new TextSpan(passage.Units[first].Span.Start, passage.Units[last].Span.End);
        var tokens = new List<Token>();
        // What the window hangs on belongs to what it says: the heading above, the lead-in of a list, the head of a table.
        if (passage.Units[first].Heading is { } heading && heading < first && !passage.SpeaksToModel[heading])
            tokens.AddRange(passage.Units[heading].Tokens);
        if (passage.Units[first].Context is { } context && context < first && !passage.SpeaksToModel[context])
            tokens.AddRange(passage.Units[context].Tokens);
        var sentences = passage.Units.GetRange(first, last - first + 1).Select(u => u.Tokens).ToList();
        tokens.AddRange(sentences.SelectMany(s => s));
        var source = new Statement(passage.Passage.Chunk.Text, tokens, sentences);
        var (share, apart) = Coverage.Of(claim, source, passage.Frame);
        string? fault =
            Contradictions.Find(claim, source, passage.Frame)
            ?? (apart is not null ? $"The source does not say '{apart}'." : null)
            ?? (share < _supportMin ? "The source says too little of it." : null);
        return (new Support(fault is null ? Math.Min(1, share) : 0, fault is null, span, fault), share);
    }
}
