namespace RagCluster.Grains.Experiments;

/// <summary>
/// The state of an <see cref="ExperimentGrain"/>. The record is JSON of our own: serializers of storages differ in what they make of
/// records.
/// </summary>
[GenerateSerializer]
[Alias("RagCluster.StoredExperiment")]
internal sealed class StoredExperiment
{
    /// <summary>The record; empty for none.</summary>
    [Id(0)]
    public string Record { get; set; } = "";

    /// <summary>The units that were counted.</summary>
    [Id(1)]
    public byte[] Seen { get; set; } = [];
}
