namespace Orleans.Runtime;

/// <summary>One silo of a view.</summary>
[GenerateSerializer, Immutable]
public sealed class ClusterMember : IEquatable<ClusterMember>
{
    public ClusterMember(SiloAddress siloAddress, SiloStatus status, string name)
    {
        SiloAddress = siloAddress;
        Status = status;
        Name = name;
    }

    [Id(0)]
    public SiloAddress SiloAddress { get; }

    [Id(1)]
    public SiloStatus Status { get; }

    [Id(2)]
    public string Name { get; }

    public bool Equals(ClusterMember? other) =>
        other is not null && SiloAddress.Equals(other.SiloAddress) && Status == other.Status && Name == other.Name;

    public override bool Equals(object? obj) => Equals(obj as ClusterMember);

    public override int GetHashCode() => SiloAddress.GetHashCode();

    public override string ToString() => $"{SiloAddress}/{Name}/{Status}";
}
