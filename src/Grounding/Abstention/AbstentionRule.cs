using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Abstention;

/// <summary>Decides between an answer and silence, and says why it is silent.</summary>
internal static class AbstentionRule
{
    private const int NamedTermsMax = 5;

    /// <summary>No unit can stand by itself.</summary>
    internal static Corpus.Answers.Abstention NoUnit => Insufficient("The passages found hold no sentence that could answer.");

    internal static Corpus.Answers.Abstention? Check(EvidenceSet evidence, double? bestOdds, double evidenceMin)
    {
        if (evidence.Question.Terms.Length == 0)
        {
            return Insufficient("The question names nothing that could be looked up.");
        }

        if (evidence.Candidates.Count == 0)
            return Insufficient("The passages found hold no sentence that could answer.");
        return Answerability.Of(evidence, bestOdds) >= evidenceMin ? null : Insufficient(Reason(evidence));
    }

    private static string Reason(EvidenceSet evidence)
    {
        List<string> missing = evidence
            .Question.Terms.Where((_, i) => !evidence.Weights.Found[i])
            .Select(t => Quoted(evidence.Question, t))
            .Take(NamedTermsMax)
            .ToList();
        if (missing.Count > 0)
            return $"The passages found do not mention {string.Join(", ", missing)}.";
        SentenceCandidate best = evidence.Candidates[0];
        List<string> apart = evidence
            .Question.Terms.Where(t => best.Passage.Whole.Match(t.Token) == 0 && best.Passage.Frame.Match(t.Token) == 0)
            .Select(t => Quoted(evidence.Question, t))
            .Take(NamedTermsMax)
            .ToList();
        return apart.Count > 0
            ? $"The closest passage does not mention {string.Join(", ", apart)}."
            : "The passages found mention the question's terms, but no sentence relates them closely enough to answer it.";
    }

    private static string Quoted(AnalysedQuestion question, QuestionTerm term) => $"'{question.Text[term.Token.Start..term.Token.End]}'";

    private static Corpus.Answers.Abstention Insufficient(string reason) => new(Corpus.Answers.Abstention.InsufficientEvidence, reason);
}
