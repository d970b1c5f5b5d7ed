using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Abstention;
using RagCluster.Grounding.Citations;
using RagCluster.Grounding.Evidence;
using RagCluster.Text.Chunking;

namespace RagCluster.Grounding.Extracting;

/// <summary>Answers with the sentences of the passages that answer best, each quoted and cited, or abstains.</summary>
internal static class ExtractiveReader
{
    // A further sentence must come this close to the best in log odds.
    private const double ScoreDropMax = 1.2;

    internal static Answer Read(EvidenceSet evidence, GroundingOptions options)
    {
        var abstention = AbstentionRule.Check(evidence, options.EvidenceMin);
        if (abstention is not null) return new Answer { Abstention = abstention };
        var picked = Pick(evidence.Candidates, options.SentencesMax);
        var citations = new CitationList(options.PageOf);
        var sentences = new List<AnswerSentence>();
        foreach (var quote in picked.OrderBy(q => q.Order).ThenBy(q => q.Span.Start))
        {
            var citation = citations.Add(quote.Passage.Passage, quote.Span, Probability(quote.Score));
            sentences.Add(new AnswerSentence(OneLine(citation.Quote), [citation.Id]));
        }

        return new Answer { Sentences = [.. sentences], Citations = citations.ToArray() };
    }

    private static List<Quote> Pick(List<SentenceCandidate> candidates, int sentencesMax)
    {
        var picked = new List<Quote>();
        foreach (var candidate in candidates)
        {
            if (picked.Count == sentencesMax || candidate.Score < candidates[0].Score - ScoreDropMax) break;
            if (picked.Exists(q => q.Holds(candidate)) || picked.Exists(q => Redundancy.IsRepeat(q.Terms, candidate.Passage.Bags[candidate.Index]))) continue;
            // Sentences of one passage stay together, at the place of its best one.
            int order = picked.Find(q => q.Passage == candidate.Passage)?.Order ?? picked.Count;
            picked.Add(new Quote(candidate.Passage, QuoteSpans.Of(candidate), candidate.Score, order, candidate.Passage.Bags[candidate.Index]));
        }

        return picked;
    }

    private static double Probability(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    private static string OneLine(string quote) => string.Join(' ', quote.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private sealed record Quote(PassageText Passage, TextSpan Span, double Score, int Order, TermBag Terms)
    {
        internal bool Holds(SentenceCandidate candidate) =>
            candidate.Passage == Passage && candidate.Unit.Span.Start >= Span.Start && candidate.Unit.Span.End <= Span.End;
    }
}
