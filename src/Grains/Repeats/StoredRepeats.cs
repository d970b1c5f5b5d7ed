namespace RagCluster.Grains.Repeats;

/// <summary>The state of a <see cref="RepeatGrain"/>.</summary>
[GenerateSerializer]
[Alias("RagCluster.StoredRepeats")]
internal sealed class StoredRepeats
{
    /// <summary>The writes by their keys.</summary>
    [Id(0)]
    public Dictionary<string, StoredRepeat> Repeats { get; set; } = [];
}
