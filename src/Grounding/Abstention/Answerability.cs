using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Abstention;

/// <summary>
/// The probability that a unit's passage answers the question: a logistic model of how much of the question, each term weighted by its
/// rarity in the
/// collection, the unit, its surroundings and its passage hold, and none where the question is about a name that the collection lacks.
/// What form of answer is asked for decides which unit is shown, not whether one is.
/// </summary>
internal static class Answerability
{
    // The log odds of a unit that surely answers: what the other signs are 1 for.
    private const double OddsFull = 8;

    // Puts the setting's default where one in twenty-five of the answerable questions that the model was fitted on is refused, and
    // four in five of the others.
    private const double Threshold = 5.1;

    private const string Constant = "Constant";

    /// <summary>The probability that the passages answer.</summary>
    /// <param name="evidence">The units.</param>
    /// <param name="bestOdds">The log odds of the unit that answers best, where documents have structure.</param>
    internal static double Of(EvidenceSet evidence, double? bestOdds) =>
        evidence.Candidates.Count == 0 || AbsentNames.Any(evidence) ? 0 : Probability(Signs(evidence, bestOdds));

    /// <summary>The same for a unit alone.</summary>
    internal static double Of(SentenceCandidate candidate) => Probability(SignsOf(candidate));

    /// <summary>What speaks for and against an answer; the sum of the contributions are the log odds that the passages answer.</summary>
    internal static ExplainedSign[] Signs(EvidenceSet evidence, double? bestOdds)
    {
        SentenceCandidate best = evidence.Candidates.MaxBy(c => c.Score)!;
        return best.Unit.Block is not null && bestOdds is { } odds && LexicalShare(evidence) is { } share
            ? SignsOfDocumentation(best, share, odds)
            : SignsOf(best);
    }

    // Fitted by tools/fit-answers.py on questions over documentation of six projects, each asked with and without the documents that answer
    // it.
    private static ExplainedSign[] SignsOfDocumentation(SentenceCandidate candidate, double lexicalShare, double odds)
    {
        SentenceFeatures f = candidate.Features;
        return
        [
            Sign("LexicalShare", lexicalShare, 1.019),
            Sign("BestUnit", odds / OddsFull, 1.987),
            Sign(nameof(f.Near), f.Near, 0.888),
            Sign(nameof(f.Whole), f.Whole, 1.247),
            Sign(nameof(f.Pairs), f.Pairs, 1.577),
            Sign(nameof(f.Anchors), f.Anchors, 1.331),
            Sign(Constant, 1, -Threshold),
        ];
    }

    // The best BM25 score by the weight of the question's terms: about the share of the question that a passage holds, and how often.
    private static double? LexicalShare(EvidenceSet evidence)
    {
        double? best = evidence.Candidates.Max(candidate => candidate.Passage.Passage.Scores.Bm25);
        return best / Math.Max(evidence.Weights.Total, 1e-9);
    }

    // Fitted on the calibration half of 680 questions over 240 encyclopedia paragraphs in six languages, each asked with and without the
    // paragraph
    // that answers it, and on half of a set of questions over documentation; the other halves confirm it.
    private static ExplainedSign[] SignsOf(SentenceCandidate candidate)
    {
        SentenceFeatures f = candidate.Features;
        return
        [
            Sign(nameof(f.Own), f.Own, 1.4),
            Sign(nameof(f.Near), f.Near, 2.12),
            Sign(nameof(f.Whole), f.Whole, 3.05),
            Sign(nameof(f.Pairs), f.Pairs, 1.23),
            Sign(nameof(f.Anchors), f.Anchors, 0.97),
            Sign(Constant, 1, -4.6),
            Sign("Language", 1, candidate.Question.Allowance),
        ];
    }

    private static ExplainedSign Sign(string name, double value, double weight) => new(name, value, weight * value);

    private static double Probability(ExplainedSign[] signs) => 1 / (1 + Math.Exp(-signs.Sum(sign => sign.Contribution)));
}
