using Orleans.Placement;

namespace RagCluster.Grains.Placement;

/// <summary>Gives a grain class <see cref="PinnedPlacement"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PinnedPlacementAttribute : PlacementAttribute
{
    /// <summary>Creates the attribute.</summary>
    public PinnedPlacementAttribute()
        : base(new PinnedPlacement()) { }
}
