namespace RagCluster.Client.Feedback;

/// <summary>What became of an answer: a rating, a citation that was opened, or both.</summary>
/// <param name="FeedbackId">The <c>FeedbackId</c> of the answer, or of a search's exposure.</param>
public sealed record AnswerFeedback(string FeedbackId)
{
    /// <summary>What the asker thought of it.</summary>
    public FeedbackRating? Rating { get; init; }

    /// <summary>The id of the citation or chunk that the asker opened.</summary>
    public string? Citation { get; init; }
}
