namespace RagCluster.Grounding;

/// <summary>A step of an answer as it is given: sentences that are final, then the whole answer.</summary>
public abstract record AnswerEvent;
