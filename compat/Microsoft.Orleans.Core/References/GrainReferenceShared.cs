namespace Orleans.Runtime;

/// <summary>What all references to one interface through one host have in common.</summary>
internal sealed record GrainReferenceShared(
    GrainInterfaceType InterfaceType,
    Type? Interface,
    GrainReferenceFactory References,
    GrainCallSender Runtime,
    IServiceProvider Services
);
