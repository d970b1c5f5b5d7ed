namespace RagCluster.Grains.Interfaces.Feedback;

/// <summary>What became of an answer: a rating, a citation that was opened, or both.</summary>
/// <param name="Id">By what the answer is named; it holds no text of the question and no name of who asked.</param>
/// <param name="At">When it was last said.</param>
/// <param name="Rating">What the asker thought of it; null for nothing said.</param>
/// <param name="Citation">The id of the citation or chunk that was opened last; null for none.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.AnswerFeedback")]
public sealed record AnswerFeedback(
    [property: Id(0)] string Id,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] AnswerRating? Rating,
    [property: Id(3)] string? Citation
);
