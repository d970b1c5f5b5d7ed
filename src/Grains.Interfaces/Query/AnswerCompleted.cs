using RagCluster.Corpus.Answers;
using RagCluster.Grains.Interfaces.Planning;

namespace RagCluster.Grains.Interfaces.Query;

/// <summary>The whole answer.</summary>
/// <param name="Answer">The answer or abstention.</param>
/// <param name="Took">Time from the request's arrival at the grain.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.AnswerCompleted")]
public sealed record AnswerCompleted([property: Id(0)] Answer Answer, [property: Id(1)] TimeSpan Took) : AskEvent
{
    /// <summary>How its passages were found; null unless the request asks.</summary>
    [Id(2)]
    public PlanExplanation? Explanation { get; init; }
}
