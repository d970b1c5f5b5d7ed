using RagCluster.Corpus.Answers;

namespace RagCluster.Api.Queries;

/// <summary>A part of what a chat model wrote that the answer leaves out.</summary>
/// <param name="Text">What the model wrote, at most 300 characters of it. It is no evidence of anything.</param>
/// <param name="Reason">
/// Why: <c>not_in_sources</c>, <c>no_answer</c> for what a passage says and does not answer, <c>leads_nothing</c> for what leads in
/// something that is left out, or <c>code_not_in_sources</c>.
/// </param>
internal sealed record DroppedResponse(string Text, DropReason Reason)
{
    /// <summary>The HTTP form of what was dropped.</summary>
    internal static DroppedResponse From(DroppedSentence dropped) => new(dropped.Text, dropped.Reason);
}
