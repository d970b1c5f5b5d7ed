using RagCluster.Grains.Interfaces.Feedback;

namespace RagCluster.Api.Experiments;

/// <summary>What became of one answer.</summary>
/// <param name="FeedbackId">The <c>feedback_id</c> of the answer.</param>
/// <param name="At">When it was last said.</param>
/// <param name="Rating">What the asker thought of it; null for nothing said.</param>
/// <param name="Citation">The id of the citation or chunk that was opened last; null for none.</param>
internal sealed record AnswerFeedbackResponse(string FeedbackId, DateTimeOffset At, FeedbackRating? Rating, string? Citation)
{
    /// <summary>The HTTP form of an answer's feedback.</summary>
    internal static AnswerFeedbackResponse From(AnswerFeedback feedback) =>
        new(feedback.Id, feedback.At, (FeedbackRating?)(int?)feedback.Rating, feedback.Citation);
}
