using System.Collections.Concurrent;

namespace Orleans.Runtime;

/// <summary>Makes references for one host: a silo or a client.</summary>
internal sealed class GrainReferenceFactory(GrainCallSender sender, GrainManifest manifest, IServiceProvider services)
{
    private readonly ConcurrentDictionary<Type, Maker> _makers = new();
    private readonly GrainReferenceShared _untyped = new(default, null, null!, sender, services);

    /// <summary>A reference that implements the interface.</summary>
    public GrainReference Create(GrainId id, Type interfaceType)
    {
        Maker maker = _makers.GetOrAdd(interfaceType, static (type, self) => self.MakerOf(type), this);
        return maker.Construct(maker.Shared, id);
    }

    /// <summary>A reference that names a grain only.</summary>
    public GrainReference Create(GrainId id) => new(_untyped with { References = this }, id);

    public GrainReference Create(GrainId id, GrainInterfaceType interfaceType) =>
        interfaceType.IsDefault ? Create(id) : Create(id, manifest.InterfaceOf(interfaceType));

    /// <exception cref="ArgumentException">This process does not know the interface.</exception>
    public Type InterfaceOf(GrainInterfaceType interfaceType) => manifest.InterfaceOf(interfaceType);

    private Maker MakerOf(Type type)
    {
        GrainReferenceShared shared = new(GrainNames.OfInterface(type), type, this, sender, services);
        return new Maker(shared, ReferenceEmitter.For(type));
    }

    private sealed record Maker(GrainReferenceShared Shared, Func<GrainReferenceShared, GrainId, GrainReference> Construct);
}
