using RagCluster.Corpus.Answers;

namespace RagCluster.Grounding;

/// <summary>The last event: the whole answer or the abstention.</summary>
/// <param name="Answer">It holds every sentence of the events before, in the same order.</param>
public sealed record FinishedEvent(Answer Answer) : AnswerEvent;
