namespace Orleans.Runtime.Placement;

/// <summary>The grain that is to be placed, and the call because of which.</summary>
/// <param name="grainIdentity">The grain.</param>
/// <param name="requestContextData">The values that travel with the call.</param>
/// <param name="interfaceType">The interface that is called.</param>
/// <param name="interfaceVersion">Its version.</param>
public readonly struct PlacementTarget(
    GrainId grainIdentity,
    Dictionary<string, object> requestContextData,
    GrainInterfaceType interfaceType,
    ushort interfaceVersion
)
{
    public GrainId GrainIdentity { get; } = grainIdentity;

    public GrainInterfaceType InterfaceType { get; } = interfaceType;

    public ushort InterfaceVersion { get; } = interfaceVersion;

    public Dictionary<string, object> RequestContextData { get; } = requestContextData;
}
