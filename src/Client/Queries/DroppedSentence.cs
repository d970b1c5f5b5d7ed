namespace RagCluster.Client.Queries;

/// <summary>A part of what a chat model wrote that the answer leaves out. It is no evidence of anything.</summary>
/// <param name="Text">What the model wrote, cut where it is long.</param>
/// <param name="Reason"><c>not_in_sources</c>, <c>no_answer</c>, <c>leads_nothing</c> or <c>code_not_in_sources</c>.</param>
public sealed record DroppedSentence(string Text, string Reason);
