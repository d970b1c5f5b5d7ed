namespace RagCluster.Client.Queries;

/// <summary>A part of an answer as it comes: passages found, then sentences after their citations, last the whole answer.</summary>
public abstract record AnswerEvent;
