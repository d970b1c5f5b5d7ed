using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;

namespace RagCluster.Grounding.Evidence;

/// <summary>Finds the units that may answer a question and orders them, best first.</summary>
internal static class CandidateFinder
{
    internal static EvidenceSet Find(
        AnalysedQuestion question,
        IReadOnlyList<Passage> passages,
        Func<string, WordFrequency?>? frequency,
        int passagesMax
    )
    {
        LanguageWords? language = LanguageWords.Find(question.Language);
        double best = passages.Count == 0 ? 0 : passages.Max(p => p.Score);
        List<PassageText> texts = passages
            .Take(passagesMax)
            .Select((p, rank) => new PassageText(p, rank, language) { Relative = best > 0 ? Math.Clamp(p.Score / best, 0, 1) : 1 })
            .ToList();
        question = TermExpansion.Apply(TermRepair.Apply(question, texts, frequency), texts);
        TermWeights weights = new(question, texts, frequency);
        FeatureReader features = new(question, weights);
        List<SentenceCandidate> candidates = new();
        HashSet<(object, long, int, int)> seen = new();
        foreach (PassageText? text in texts)
        {
            for (int i = 0; i < text.Units.Count; i++)
            {
                EvidenceUnit unit = text.Units[i];
                Chunk chunk = text.Passage.Chunk;
                // Chunks overlap: the same sentence may come with two of them.
                bool isNew = seen.Add((chunk.Id.Document, chunk.Id.Generation, chunk.Start + unit.Span.Start, chunk.Start + unit.Span.End));
                if (!isNew || text.SpeaksToModel[i] || !IsCandidate(text, unit))
                    continue;
                SentenceFeatures read = features.Read(text, i);
                candidates.Add(new SentenceCandidate(question, text, i, read, EvidenceModel.Score(read)));
            }
        }

        candidates.Sort(
            static (a, b) =>
                b.Score.CompareTo(a.Score) is var order and not 0 ? order
                : a.Passage.Rank.CompareTo(b.Passage.Rank) is var rank and not 0 ? rank
                : a.Index.CompareTo(b.Index)
        );
        return new EvidenceSet(question, weights, candidates);
    }

    // A heading frames what follows, the head of a table names it, an address or an entry of a table of contents leads elsewhere, and a
    // question does not answer itself.
    internal static bool IsCandidate(PassageText text, EvidenceUnit unit)
    {
        if (unit.Kind is UnitKind.Heading or UnitKind.TableHead || unit.Tokens.Count == 0)
            return false;
        ReadOnlySpan<char> shown = text.Passage.Chunk.Text.AsSpan(unit.Span.Start, unit.Span.Length);
        return unit.Kind == UnitKind.Code
            || (
                !UnitReader.IsQuestion(shown)
                && !IsAddress(shown.TrimStart("-*•+ "))
                && !(unit.Kind == UnitKind.ListItem && IsEntry(text, unit))
            );
    }

    // All of an item but its mark is a link to a heading of its own page.
    private static bool IsEntry(PassageText text, EvidenceUnit unit)
    {
        Chunk chunk = text.Passage.Chunk;
        (int start, int end) = (chunk.Start + unit.Span.Start, chunk.Start + unit.Span.End);
        int link = Array.FindIndex(chunk.Links, link => link.Start >= start);
        return link >= 0
            && chunk.Links[link].End == end
            && chunk.Links[link].Target.StartsWith('#')
            && chunk.Text.AsSpan(unit.Span.Start, chunk.Links[link].Start - start).Trim("-*•+.) 0123456789").IsEmpty;
    }

    private static bool IsAddress(ReadOnlySpan<char> text) =>
        (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        && text.IndexOfAny(' ', '\n') < 0;
}
