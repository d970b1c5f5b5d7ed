namespace RagCluster.Client.Jobs;

/// <summary>The progress of a change of model.</summary>
public sealed record JobModelChange
{
    /// <summary>The new model.</summary>
    public string Model { get; init; } = "";

    /// <summary>The one before.</summary>
    public string PreviousModel { get; init; } = "";

    /// <summary>embedding, loading, retiring, removing or done.</summary>
    public string Step { get; init; } = "";

    /// <summary>Chunks that have vectors of the new model.</summary>
    public long ChunksDone { get; init; }

    /// <summary>Chunks that are to have them.</summary>
    public long ChunksTotal { get; init; }

    /// <summary>Since when the new model answers; null before.</summary>
    public DateTimeOffset? SwitchedAt { get; init; }
}
