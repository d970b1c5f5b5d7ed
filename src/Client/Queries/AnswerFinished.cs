namespace RagCluster.Client.Queries;

/// <summary>The answer is whole; nothing comes after it.</summary>
/// <param name="Answer">The answer.</param>
public sealed record AnswerFinished(Answer Answer) : AnswerEvent;
