using RagCluster.Corpus.Answers;

namespace RagCluster.Api.Queries;

/// <summary>Why a question, or a part of one, was answered from its passages or not, and by which of their units.</summary>
/// <param name="Question">What was asked, as it was read.</param>
/// <param name="Kind">What it asks for, for example <c>how_to</c> or <c>quantity</c>.</param>
/// <param name="Probability">The probability that the passages answer, 0 to 1.</param>
/// <param name="Threshold">The least at which they are an answer.</param>
/// <param name="Signs">What the probability is made of: its log odds are the sum of their contributions. A question about a name that the
/// collection lacks has the probability 0 whatever they are.</param>
/// <param name="Terms">The terms of the question.</param>
/// <param name="Units">The units that are shown and the best of the others, best first.</param>
internal sealed record AnswerChoiceResponse(
    string Question,
    string Kind,
    double Probability,
    double Threshold,
    SignResponse[] Signs,
    TermResponse[] Terms,
    UnitResponse[] Units
)
{
    /// <summary>The HTTP form of a choice.</summary>
    internal static AnswerChoiceResponse From(AnswerChoice choice) =>
        new(
            choice.Question,
            SignResponse.Snake(choice.Kind),
            SignResponse.Rounded(choice.Probability),
            choice.Threshold,
            [.. choice.Signs.Select(SignResponse.From)],
            [.. choice.Terms.Select(term => new TermResponse(term.Text, SignResponse.Rounded(term.Weight), term.IsMissing))],
            [.. choice.Units.Select(UnitResponse.From)]
        );
}
