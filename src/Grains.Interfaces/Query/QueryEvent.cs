namespace RagCluster.Grains.Interfaces.Query;

/// <summary>
/// A step of a query on its way: first its passages, then, where an answer is asked for, sentence by sentence, and last the whole.
/// </summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.QueryEvent")]
public abstract record QueryEvent;
