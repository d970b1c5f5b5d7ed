using System.Globalization;
using RagCluster.Corpus.Answers;
using RagCluster.Grains.Interfaces.Planning;

namespace RagCluster.Api.Queries;

/// <summary>How a query was answered: its plan, who chose it, and how long each step took.</summary>
/// <param name="Id">The id of the record by which the query can be repeated; null when it was not recorded.</param>
/// <param name="QueryClass">The class that the planner puts the query in.</param>
/// <param name="Plan">The name of the plan that ran.</param>
/// <param name="ChosenBy">Who chose the plan.</param>
/// <param name="Probability">The probability with which the planner takes the plan for the best, 0 to 1; 1 where it did not choose.</param>
/// <param name="CandidateDepth">Hits that each leg was asked for.</param>
/// <param name="Legs">The legs that ran.</param>
/// <param name="Stages">The steps, in the order in which they ended.</param>
/// <param name="Choice">What the planner chose from; null when it did not choose.</param>
/// <param name="Answers">How an answer that is quoted was chosen, or why there is none: one for each part of the question that was answered
/// by itself; null for a search and for what a chat model wrote.</param>
internal sealed record ExplanationResponse(
    string? Id,
    string QueryClass,
    string Plan,
    PlanSource ChosenBy,
    double Probability,
    int CandidateDepth,
    PlanLegResponse[] Legs,
    StageTimeResponse[] Stages,
    ChoiceResponse? Choice,
    AnswerChoiceResponse[]? Answers
)
{
    private const int MillisecondDigits = 3;

    /// <summary>The HTTP form of an explanation; null when there is none.</summary>
    /// <param name="explanation">How the query was answered.</param>
    /// <param name="answer">The answer; null for a search.</param>
    internal static ExplanationResponse? From(PlanExplanation? explanation, Answer? answer = null) =>
        explanation is null
            ? null
            : new ExplanationResponse(
                explanation.Record,
                explanation.QueryClass,
                explanation.Plan,
                explanation.Source,
                // What nobody drew was certain.
                explanation.Choice?.Shares.FirstOrDefault(share => share.Plan == Weighed(explanation, explanation.Choice))?.Probability
                    ?? 1,
                explanation.CandidateDepth,
                [.. explanation.Legs.Select(leg => new PlanLegResponse(leg.Leg, leg.Hits, leg.Weight, Milliseconds(leg.Took)))],
                [.. explanation.Stages.Select(stage => new StageTimeResponse(stage.Stage, Milliseconds(stage.Took)))],
                From(explanation.Choice),
                answer is { Choices.Length: > 0 } ? [.. answer.Choices.Select(AnswerChoiceResponse.From)] : null
            );

    /// <summary>A time with microseconds.</summary>
    internal static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, MillisecondDigits);

    // A plan may run without a part that is away; it is still the chosen one.
    private static string Weighed(PlanExplanation explanation, PlanChoice choice) =>
        choice.Arm == PlanArm.Planned ? choice.Plan : explanation.Plan;

    private static ChoiceResponse? From(PlanChoice? choice) =>
        choice is null
            ? null
            : new ChoiceResponse(
                choice.Plan,
                choice.Seed.ToString(CultureInfo.InvariantCulture),
                choice.At,
                choice.Evidence.Epoch,
                choice.Entropy,
                choice.IsCollapsed,
                choice.IsFallback,
                [.. choice.Shares.Select(share => new PlanShareResponse(share.Plan, share.Probability))]
            );
}
