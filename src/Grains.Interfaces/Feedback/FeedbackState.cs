namespace RagCluster.Grains.Interfaces.Feedback;

/// <summary>What became of a collection's answers.</summary>
/// <param name="Good">Answers that were rated good.</param>
/// <param name="Bad">Answers that were rated bad.</param>
/// <param name="Opened">Answers of which a citation was opened.</param>
/// <param name="Latest">The last ones, the newest first.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.FeedbackState")]
public sealed record FeedbackState(
    [property: Id(0)] long Good,
    [property: Id(1)] long Bad,
    [property: Id(2)] long Opened,
    [property: Id(3)] AnswerFeedback[] Latest
);
