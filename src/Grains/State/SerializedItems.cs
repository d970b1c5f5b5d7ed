namespace RagCluster.Grains.State;

/// <summary>
/// Serialized values as grain state: they stay readable when a later build adds members, whatever the storage's own format.
/// </summary>
[GenerateSerializer]
[Alias("RagCluster.SerializedItems")]
internal sealed class SerializedItems
{
    /// <summary>The values.</summary>
    [Id(0)]
    public byte[][] Items { get; set; } = [];
}
