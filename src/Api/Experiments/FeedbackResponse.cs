using RagCluster.Grains.Interfaces.Feedback;

namespace RagCluster.Api.Experiments;

/// <summary>What became of a collection's answers outside experiments, since the collection was created.</summary>
/// <param name="Good">Answers that were rated good.</param>
/// <param name="Bad">Answers that were rated bad.</param>
/// <param name="Opened">Answers of which a citation was opened, as far as that was sent.</param>
/// <param name="Data">The last 500 answers with feedback, the newest first.</param>
internal sealed record FeedbackResponse(long Good, long Bad, long Opened, AnswerFeedbackResponse[] Data)
{
    /// <summary>The HTTP form of a collection's feedback.</summary>
    internal static FeedbackResponse From(FeedbackState state) =>
        new(state.Good, state.Bad, state.Opened, Array.ConvertAll(state.Latest, AnswerFeedbackResponse.From));
}
