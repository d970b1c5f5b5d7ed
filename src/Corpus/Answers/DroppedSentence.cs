namespace RagCluster.Corpus.Answers;

/// <summary>A part of what a chat model wrote that an answer leaves out. It is no evidence of anything.</summary>
/// <param name="Text">What the model wrote, cut where it is long.</param>
/// <param name="Reason">Why it is left out.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.DroppedSentence")]
public sealed record DroppedSentence([property: Id(0)] string Text, [property: Id(1)] DropReason Reason);
