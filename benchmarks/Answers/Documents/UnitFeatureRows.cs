using RagCluster.Corpus.Answers;
using RagCluster.Grounding;
using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Extracting;

namespace RagCluster.AnswersBenchmark.Documents;

/// <summary>What the choice of units is fitted on (tools/fit-answers.py): each candidate with its features.</summary>
internal static class UnitFeatureRows
{
    /// <summary>The names of the features, in the order of the rows.</summary>
    internal static string[] Names => Enum.GetNames<UnitFeature>();

    /// <summary>The candidates of a question over its passages.</summary>
    internal static async Task<object> OfAsync(Question question, List<Passage> passages, GroundingOptions options, EmbedTexts embed)
    {
        EvidenceSet evidence = await EvidenceReader.ReadAsync(question, passages, options, embed, CancellationToken.None);
        if (evidence.Candidates.Count == 0)
            return new { kind = evidence.Question.Kind.ToString(), units = Array.Empty<object>() };
        UnitFeatures features = new(evidence);
        return new
        {
            kind = evidence.Question.Kind.ToString(),
            terms = evidence.Question.Terms.Select(term => term.Token.Word),
            weights = evidence.Question.Terms.Select((_, i) => Math.Round(evidence.Weights[i], 3)),
            found = evidence.Weights.Found,
            anchors = evidence.Question.Terms.Select(term => term.IsAnchor),
            known = evidence.Question.Terms.Select(term => RagCluster.Grounding.Verifying.Lexicon.WordMeaning.Of(term.Token.Word).IsKnown),
            kinds = evidence.Question.Terms.Select(term =>
                Enumerable
                    .Range(0, 4)
                    .Select(kind =>
                        RagCluster
                            .Grounding.Verifying.Lexicon.WordMeaning.Of(term.Token.Word)
                            .Weight((RagCluster.Grounding.Verifying.Lexicon.WordKind)kind)
                    )
            ),
            whole = evidence
                .Candidates.Select(c => c.Passage)
                .Distinct()
                .Select(p =>
                    evidence.Question.Terms.Select(term => Math.Round(Math.Max(p.Whole.Match(term.Token), p.Frame.Match(term.Token)), 2))
                ),
            units = evidence.Candidates.Select(candidate => new
            {
                passage = candidate.Passage.Rank,
                index = candidate.Index,
                kind = candidate.Unit.Kind.ToString(),
                score = Math.Round(candidate.Score, 3),
                features = features.Read(candidate).Select(value => Math.Round(value, 3)),
                text = candidate.Passage.TextOf(candidate.Unit),
                closure = UnitClosure.Of(candidate.Passage, candidate.Index),
                held = evidence.Question.Terms.Select(term => Math.Round(candidate.Passage.Bags[candidate.Index].Match(term.Token), 2)),
            }),
        };
    }
}
