namespace RagCluster.Corpus.Jobs;

/// <summary>The progress of a change of a collection's model.</summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ModelChange")]
public sealed record ModelChange
{
    /// <summary>The model that is to answer.</summary>
    [Id(0)]
    public required string Model { get; init; }

    /// <summary>The model that answered when the change began.</summary>
    [Id(1)]
    public string From { get; init; } = "";

    /// <summary>How far it is.</summary>
    [Id(2)]
    public ModelChangeStep Step { get; init; }

    /// <summary>Chunks that were embedded anew, of those that were there when the change began.</summary>
    [Id(3)]
    public long ChunksDone { get; init; }

    /// <summary>Chunks that were there when the change began; those that are deleted meanwhile count.</summary>
    [Id(4)]
    public long ChunksTotal { get; init; }

    /// <summary>For each shard the log sequence up to which it is embedded anew, so that the work goes on there.</summary>
    [Id(5)]
    public long[] Positions { get; init; } = [];

    /// <summary>For each shard the log's end when the change began: later writes bring both models' vectors.</summary>
    [Id(6)]
    public long[] Ends { get; init; } = [];

    /// <summary>When the new model began to answer.</summary>
    [Id(7)]
    public DateTimeOffset? SwitchedAt { get; init; }

    /// <summary>The first of the shards that are to be removed in the last step.</summary>
    [Id(8)]
    public int RemovedShard { get; init; }

    /// <summary>Whether it was cancelled: the old model goes on answering.</summary>
    [Id(9)]
    public bool IsCancelled { get; init; }
}
