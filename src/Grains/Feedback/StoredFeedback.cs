namespace RagCluster.Grains.Feedback;

/// <summary>
/// The state of a <see cref="FeedbackGrain"/>. The record is JSON of our own: serializers of storages differ in what they make of records.
/// </summary>
[GenerateSerializer]
[Alias("RagCluster.StoredFeedback")]
internal sealed class StoredFeedback
{
    /// <summary>The record; empty for none.</summary>
    [Id(0)]
    public string Record { get; set; } = "";

    /// <summary>When the collection was created that it is of, in ticks: one of the same name later has other answers.</summary>
    [Id(1)]
    public long Lineage { get; set; }
}
