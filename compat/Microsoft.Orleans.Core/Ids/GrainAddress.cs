using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>Where a grain is active: what the grain directory keeps.</summary>
[GenerateSerializer, Immutable]
public sealed class GrainAddress : IEquatable<GrainAddress>
{
    [Id(0)]
    public GrainId GrainId { get; init; }

    [Id(1)]
    public ActivationId ActivationId { get; init; }

    [Id(2)]
    public SiloAddress? SiloAddress { get; init; }

    [Id(3)]
    public MembershipVersion MembershipVersion { get; init; } = MembershipVersion.MinValue;

    public bool IsComplete => !GrainId.IsDefault && !ActivationId.IsDefault && SiloAddress is not null;

    public bool Equals(GrainAddress? other) =>
        ReferenceEquals(this, other) || (SamePlace(other) && ActivationId.Equals(other.ActivationId));

    /// <summary>Equality in which an absent activation id equals every other.</summary>
    public bool Matches([NotNullWhen(true)] GrainAddress? other) =>
        SamePlace(other) && (ActivationId.IsDefault || other.ActivationId.IsDefault || ActivationId.Equals(other.ActivationId));

    public override bool Equals(object? obj) => Equals(obj as GrainAddress);

    public override int GetHashCode() => HashCode.Combine(SiloAddress, GrainId, ActivationId);

    public override string ToString() => $"[GrainAddress GrainId {GrainId}, ActivationId: {ActivationId}, SiloAddress: {SiloAddress}]";

    private bool SamePlace([NotNullWhen(true)] GrainAddress? other) =>
        other is not null && GrainId.Equals(other.GrainId) && Equals(SiloAddress, other.SiloAddress);
}
