namespace RagCluster.Grains.Interfaces.Query;

/// <summary>A step of an answer on its way: first the passages, then sentence by sentence, last the whole.</summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.AskEvent")]
public abstract record AskEvent;
