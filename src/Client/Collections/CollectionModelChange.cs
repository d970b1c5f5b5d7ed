namespace RagCluster.Client.Collections;

/// <summary>The model that a collection is changed to or from.</summary>
public sealed record CollectionModelChange
{
    /// <summary>The model.</summary>
    public string Model { get; init; } = "";

    /// <summary><c>building</c> before the new model answers, <c>retiring</c> while the former one's vectors are removed.</summary>
    public string Status { get; init; } = "";

    /// <summary>The job that does it.</summary>
    public string JobId { get; init; } = "";
}
