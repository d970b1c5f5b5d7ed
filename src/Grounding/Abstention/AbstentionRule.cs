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
        List<string> missing = Named(evidence.Question, evidence.Question.Terms.Where((_, i) => !evidence.Weights.Found[i]));
        if (missing.Count > 0)
            return messages.Say(AbstentionMessages.NotMentioned, messages.List(missing));
        SentenceCandidate best = evidence.Candidates[0];
        List<string> apart = Named(
            evidence.Question,
            evidence.Question.Terms.Where(t => best.Passage.Whole.Match(t.Token) == 0 && best.Passage.Frame.Match(t.Token) == 0)
        );
        return apart.Count > 0
            ? messages.Say(AbstentionMessages.ClosestWithout, messages.List(apart))
            : messages.Say(AbstentionMessages.Unrelated);
    }

    // In a script without spaces each character is a term: those that follow each other are named as one.
    private static List<string> Named(AnalysedQuestion question, IEnumerable<QuestionTerm> terms)
    {
        List<(int Start, int End)> spans = [];
        foreach ((int start, int end) in terms.Select(term => (term.Token.Start, term.Token.End)))
        {
            if (
                spans.Count > 0
                && spans[^1].End == start
                && Tokens.IsIdeograph(question.Text[start - 1])
                && Tokens.IsIdeograph(question.Text[start])
            )
                spans[^1] = (spans[^1].Start, end);
            else
                spans.Add((start, end));
        }

        return [.. spans.Take(NamedTermsMax).Select(span => question.Text[span.Start..span.End])];
    }

    private static AbstentionMessages Messages(AnalysedQuestion question) => AbstentionMessages.In(question.Language);

    private static Corpus.Answers.Abstention Insufficient(AnalysedQuestion question, string reason) =>
        new(Corpus.Answers.Abstention.InsufficientEvidence, reason) { Language = question.Language };
}
