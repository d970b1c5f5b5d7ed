using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Abstention;

/// <summary>Decides between an answer and silence, and says why it is silent.</summary>
internal static class AbstentionRule
{
    private const int NamedTermsMax = 5;

    /// <summary>No unit can stand by itself.</summary>
    /// <param name="question">The question, in whose language it is said.</param>
    internal static Corpus.Answers.Abstention NoUnit(AnalysedQuestion question) =>
        Insufficient(question, Messages(question).Say(AbstentionMessages.NoUnit));

    internal static Corpus.Answers.Abstention? Check(EvidenceSet evidence, double? bestOdds, double evidenceMin)
    {
        if (evidence.Question.Terms.Length == 0)
            return Insufficient(evidence.Question, Messages(evidence.Question).Say(AbstentionMessages.NamesNothing));
        if (evidence.Candidates.Count == 0)
            return NoUnit(evidence.Question);
        return Answerability.Of(evidence, bestOdds) >= evidenceMin ? null : Insufficient(evidence.Question, Reason(evidence));
    }

    private static string Reason(EvidenceSet evidence)
    {
        AbstentionMessages messages = Messages(evidence.Question);
        List<string> missing = evidence
            .Question.Terms.Where((_, i) => !evidence.Weights.Found[i])
            .Select(t => Written(evidence.Question, t))
            .Take(NamedTermsMax)
            .ToList();
        if (missing.Count > 0)
            return messages.Say(AbstentionMessages.NotMentioned, messages.List(missing));
        SentenceCandidate best = evidence.Candidates[0];
        List<string> apart = evidence
            .Question.Terms.Where(t => best.Passage.Whole.Match(t.Token) == 0 && best.Passage.Frame.Match(t.Token) == 0)
            .Select(t => Written(evidence.Question, t))
            .Take(NamedTermsMax)
            .ToList();
        return apart.Count > 0
            ? messages.Say(AbstentionMessages.ClosestWithout, messages.List(apart))
            : messages.Say(AbstentionMessages.Unrelated);
    }

    private static string Written(AnalysedQuestion question, QuestionTerm term) => question.Text[term.Token.Start..term.Token.End];

    private static AbstentionMessages Messages(AnalysedQuestion question) => AbstentionMessages.In(question.Language);

    private static Corpus.Answers.Abstention Insufficient(AnalysedQuestion question, string reason) =>
        new(Corpus.Answers.Abstention.InsufficientEvidence, reason) { Language = question.Language };
}
