using RagCluster.Grains.Interfaces.Repeats;

namespace RagCluster.Grains.Repeats;

/// <summary>A write that carried a key.</summary>
[GenerateSerializer]
[Alias("RagCluster.StoredRepeat")]
internal sealed class StoredRepeat
{
    /// <summary>A hash of the request.</summary>
    [Id(0)]
    public string Fingerprint { get; set; } = "";

    /// <summary>When it began.</summary>
    [Id(1)]
    public DateTimeOffset At { get; set; }

    /// <summary>What was answered; null while it is being made.</summary>
    [Id(2)]
    public RepeatedAnswer? Answer { get; set; }
}
